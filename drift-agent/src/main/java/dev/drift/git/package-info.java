/// Desired state as files: from Git repositories near and far, and from folders.
@NullMarked
package dev.drift.git;

import org.jspecify.annotations.NullMarked;

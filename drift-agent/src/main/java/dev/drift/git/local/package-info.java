/// Repositories in a folder, as they stand, with what is not committed.
@NullMarked
package dev.drift.git.local;

import org.jspecify.annotations.NullMarked;

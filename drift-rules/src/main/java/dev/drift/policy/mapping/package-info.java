/// What must differ between two clusters, in a file.
@NullMarked
package dev.drift.policy.mapping;

import org.jspecify.annotations.NullMarked;

/// The file that keeps the live state of a cluster, with secrets masked, and the files that hold
/// the keys of masks.
@NullMarked
package dev.drift.snapshot;

import org.jspecify.annotations.NullMarked;

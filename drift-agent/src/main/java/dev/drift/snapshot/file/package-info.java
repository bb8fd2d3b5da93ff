/// Files with snapshots, and files that hold the keys of masks.
@NullMarked
package dev.drift.snapshot.file;

import org.jspecify.annotations.NullMarked;

/// Files that appear whole or not at all, files that only their owner can read, and streams with a
/// limit.
@NullMarked
package dev.drift.files;

import org.jspecify.annotations.NullMarked;

/// Files that appear whole or not at all, files that only their owner can read, streams with a
/// limit, and files that hold a secret.
@NullMarked
package dev.drift.files;

import org.jspecify.annotations.NullMarked;

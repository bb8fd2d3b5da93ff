/// Finds out which line of a source sets a value that a renderer made.
@NullMarked
package dev.drift.source.origin;

import org.jspecify.annotations.NullMarked;

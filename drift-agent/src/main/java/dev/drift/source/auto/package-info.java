/// Finds out what a source consists of, and renders each part by its program.
@NullMarked
package dev.drift.source.auto;

import org.jspecify.annotations.NullMarked;

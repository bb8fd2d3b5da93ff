/// Prints reports as text on a terminal.
@NullMarked
package dev.drift.report.text;

import org.jspecify.annotations.NullMarked;

/// Writes reports as JSON for programs.
@NullMarked
package dev.drift.report.json;

import org.jspecify.annotations.NullMarked;

/// The daemon's log: JSON lines.
@NullMarked
package dev.drift.serve.log;

import org.jspecify.annotations.NullMarked;

/// The daemon: schedules, watches, and what it shows of itself.
@NullMarked
package dev.drift.serve;

import org.jspecify.annotations.NullMarked;

/// Child processes with limits on time, output and environment.
@NullMarked
package dev.drift.process;

import org.jspecify.annotations.NullMarked;

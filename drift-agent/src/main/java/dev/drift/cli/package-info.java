/// The command line.
@NullMarked
package dev.drift.cli;

import org.jspecify.annotations.NullMarked;

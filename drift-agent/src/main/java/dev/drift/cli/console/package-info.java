/// The terminal: streams, colours, the spinner, the log.
@NullMarked
package dev.drift.cli.console;

import org.jspecify.annotations.NullMarked;

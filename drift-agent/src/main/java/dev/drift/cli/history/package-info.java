/// Prints what the store knows, for people and as JSON.
@NullMarked
package dev.drift.cli.history;

import org.jspecify.annotations.NullMarked;

/// What the daemon shows of itself, and what the web server hands to it.
@NullMarked
package dev.drift.serve.state;

import org.jspecify.annotations.NullMarked;

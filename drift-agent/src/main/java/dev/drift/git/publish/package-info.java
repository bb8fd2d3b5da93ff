/// Commits on branches of a server: made in memory, signed if asked for, never forced.
@NullMarked
package dev.drift.git.publish;

import org.jspecify.annotations.NullMarked;

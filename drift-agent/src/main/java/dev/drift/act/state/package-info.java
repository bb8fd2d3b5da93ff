/// What channels were told, kept on disk from run to run.
@NullMarked
package dev.drift.act.state;

import org.jspecify.annotations.NullMarked;

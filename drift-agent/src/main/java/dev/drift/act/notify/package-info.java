/// Announces what a run found to the channels of the agent's configuration.
@NullMarked
package dev.drift.act.notify;

import org.jspecify.annotations.NullMarked;

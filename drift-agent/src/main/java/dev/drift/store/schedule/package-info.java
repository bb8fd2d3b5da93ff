/// Hands Quartz its connections to a store: the one place besides `serve` that knows Quartz.
@NullMarked
package dev.drift.store.schedule;

import org.jspecify.annotations.NullMarked;

/// The format of snapshots: a [dev.drift.model.LiveState] with secrets masked, as JSON.
@NullMarked
package dev.drift.snapshot;

import org.jspecify.annotations.NullMarked;

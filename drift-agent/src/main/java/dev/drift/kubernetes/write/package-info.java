/// Writes single objects, and asks by dry-runs what the API server would store.
@NullMarked
package dev.drift.kubernetes.write;

import org.jspecify.annotations.NullMarked;

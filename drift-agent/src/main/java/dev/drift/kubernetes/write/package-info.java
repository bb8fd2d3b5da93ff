/// Dry-runs: what the API server would store for an object. Nothing is stored.
@NullMarked
package dev.drift.kubernetes.write;

import org.jspecify.annotations.NullMarked;

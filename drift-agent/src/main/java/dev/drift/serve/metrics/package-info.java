/// What Prometheus scrapes; `docs/metrics.md` lists it.
@NullMarked
package dev.drift.serve.metrics;

import org.jspecify.annotations.NullMarked;

/// Traces by OpenTelemetry: only here is its library used.
@NullMarked
package dev.drift.pipeline.trace;

import org.jspecify.annotations.NullMarked;

/// The pipeline, put together from the adapters and the rules.
@NullMarked
package dev.drift.pipeline;

import org.jspecify.annotations.NullMarked;

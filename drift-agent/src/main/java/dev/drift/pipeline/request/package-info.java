/// What a command asks for.
@NullMarked
package dev.drift.pipeline.request;

import org.jspecify.annotations.NullMarked;

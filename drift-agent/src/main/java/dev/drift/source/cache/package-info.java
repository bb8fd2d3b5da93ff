/// What earlier runs parsed, so that it need not be parsed again.
@NullMarked
package dev.drift.source.cache;

import org.jspecify.annotations.NullMarked;

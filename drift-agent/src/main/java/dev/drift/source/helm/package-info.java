/// Charts that are part of a source, rendered by helm.
@NullMarked
package dev.drift.source.helm;

import org.jspecify.annotations.NullMarked;

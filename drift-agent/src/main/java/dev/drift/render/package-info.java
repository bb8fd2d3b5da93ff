/// Files of a checkout to manifests.
@NullMarked
package dev.drift.render;

import org.jspecify.annotations.NullMarked;

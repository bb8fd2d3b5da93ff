/// Manifests that are taken as they are written.
@NullMarked
package dev.drift.source.plain;

import org.jspecify.annotations.NullMarked;

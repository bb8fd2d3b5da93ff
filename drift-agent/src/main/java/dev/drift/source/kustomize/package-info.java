/// Kustomizations, built by kustomize itself.
@NullMarked
package dev.drift.source.kustomize;

import org.jspecify.annotations.NullMarked;

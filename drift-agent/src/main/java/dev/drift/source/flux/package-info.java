/// What Flux deploys from a repository: its Kustomizations, rendered as kustomize-controller does.
@NullMarked
package dev.drift.source.flux;

import org.jspecify.annotations.NullMarked;

/// What people ask Flux to ignore, which Kustomizations and HelmReleases write alike.
@NullMarked
package dev.drift.source.flux.ignore;

import org.jspecify.annotations.NullMarked;

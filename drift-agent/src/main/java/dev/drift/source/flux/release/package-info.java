/// Flux HelmReleases, rendered as helm-controller installs them.
@NullMarked
package dev.drift.source.flux.release;

import org.jspecify.annotations.NullMarked;

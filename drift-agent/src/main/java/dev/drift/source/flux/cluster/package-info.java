/// The objects of Flux in the cluster, for repositories whose Flux objects are created elsewhere.
@NullMarked
package dev.drift.source.flux.cluster;

import org.jspecify.annotations.NullMarked;

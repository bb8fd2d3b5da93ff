/// Flux's substitution of variables: a port of github.com/fluxcd/pkg/envsubst, errors included.
@NullMarked
package dev.drift.source.flux.envsubst;

import org.jspecify.annotations.NullMarked;

/// Watches kinds: what changes in a cluster, as it changes.
@NullMarked
package dev.drift.kubernetes.watch;

import org.jspecify.annotations.NullMarked;

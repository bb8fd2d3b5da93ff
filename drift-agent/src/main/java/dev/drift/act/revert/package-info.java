/// Carries out plans on the cluster, each act at most once.
@NullMarked
package dev.drift.act.revert;

import org.jspecify.annotations.NullMarked;

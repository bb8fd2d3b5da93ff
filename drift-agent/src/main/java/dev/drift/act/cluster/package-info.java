/// Findings in the cluster that they are about: as Events of the objects, and as policy reports.
@NullMarked
package dev.drift.act.cluster;

import org.jspecify.annotations.NullMarked;

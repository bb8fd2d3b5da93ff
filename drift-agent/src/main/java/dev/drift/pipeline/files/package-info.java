/// Files that a run is given: configuration, policies, results of scanners.
@NullMarked
package dev.drift.pipeline.files;

import org.jspecify.annotations.NullMarked;

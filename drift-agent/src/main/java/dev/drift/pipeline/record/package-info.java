/// What is kept of targets from run to run, in a store: the audit trail and what runs remember.
@NullMarked
package dev.drift.pipeline.record;

import org.jspecify.annotations.NullMarked;

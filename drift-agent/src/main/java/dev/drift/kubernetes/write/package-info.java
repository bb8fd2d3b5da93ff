/// Requests that write, and the dry-runs that only pretend to.
@NullMarked
package dev.drift.kubernetes.write;

import org.jspecify.annotations.NullMarked;

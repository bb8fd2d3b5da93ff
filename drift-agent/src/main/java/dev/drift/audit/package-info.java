/// The audit log of an API server: a file of JSON lines to events.
@NullMarked
package dev.drift.audit;

import org.jspecify.annotations.NullMarked;

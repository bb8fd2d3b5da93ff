/// The record of acts: what was decided before each act, and what became of it.
@NullMarked
package dev.drift.act.record;

import org.jspecify.annotations.NullMarked;

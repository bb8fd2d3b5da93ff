package dev.drift.trail;

import static java.util.Objects.requireNonNull;

/// What is wrong with a record.
///
/// @param seq its number
/// @param at its time as stored; of a missing one the time of the record before, or empty
/// @param what the second half of a sentence that begins with the record
public record Flaw(long seq, String at, String what) {
  public Flaw {
    requireNonNull(at, "at is null");
    requireNonNull(what, "what is null");
  }
}

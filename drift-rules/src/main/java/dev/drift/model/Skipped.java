package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;

/// A document that was left out because it describes no resource.
///
/// @param reason a sentence
public record Skipped(Place place, String reason) {
  public Skipped {
    requireNonNull(place, "place is null");
    requireNonNull(reason, "reason is null");
  }
}

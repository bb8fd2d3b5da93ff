package dev.drift.policy.mapping;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;

/// What one thing of the first cluster is called in the second.
///
/// @param list of the mapping, such as `hosts`
/// @param from what the first cluster calls it
/// @param to what the second calls it
/// @param place where the mapping says so
public record Counterpart(String list, String from, String to, Place place) {
  public Counterpart {
    requireNonNull(list, "list is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    requireNonNull(place, "place is null");
  }
}

package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Glob;
import dev.drift.model.ResourceId;
import dev.drift.model.origin.Place;
import java.time.Instant;
import java.util.List;

/// A time in which nothing is changed. Findings are reported all the same.
///
/// @param until the first moment after it
/// @param owner whom to ask
/// @param namespaces empty for the whole cluster
/// @param place where it is written
public record Freeze(
    Instant from, Instant until, String reason, String owner, List<Glob> namespaces, Place place) {
  public Freeze {
    requireNonNull(from, "from is null");
    requireNonNull(until, "until is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(owner, "owner is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(place, "place is null");
  }

  /// A Namespace is frozen with what is in it.
  boolean concerns(ResourceId resource, Instant now) {
    return !now.isBefore(from)
        && now.isBefore(until)
        && (namespaces.isEmpty()
            || namespaces.stream().anyMatch(glob -> glob.matches(resource.home())));
  }
}

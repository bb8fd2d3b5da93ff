package dev.drift.report.view;

import dev.drift.finding.Finding;
import dev.drift.model.ResourceId;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Location;
import dev.drift.model.origin.Place;
import java.util.Optional;

/// The line that programs show a finding at. They need one even for an object that Git does not
/// declare.
///
/// @param file a path of the repository; of an object that Git does not declare, a path that no
///     file has, such as `cluster/ClusterRoleBinding/debug-admin`
/// @param line counted from 1; empty if only the file is known
/// @param column counted from 1; empty if only the file is known
/// @param inGit whether the file exists
public record FindingSite(
    String file, Optional<Integer> line, Optional<Integer> column, boolean inGit) {
  private static final String CLUSTER = "cluster";

  public static FindingSite of(Finding finding) {
    return finding.origin().map(FindingSite::of).orElseGet(() -> of(finding.resource().id()));
  }

  private static FindingSite of(Location location) {
    Optional<Place> place = location.place();
    if (place.isPresent()) {
      return new FindingSite(
          place.get().file(),
          Optional.of(Math.max(1, place.get().line())),
          Optional.of(Math.max(1, place.get().column())),
          true);
    }
    return switch (location) {
      case Generated generated ->
          new FindingSite(generated.inputs().getFirst(), Optional.empty(), Optional.empty(), true);
      case Location.Written written ->
          throw new IllegalStateException("what is written has a place: " + written);
    };
  }

  private static FindingSite of(ResourceId id) {
    String namespace = id.namespace().isEmpty() ? "" : id.namespace() + "/";
    return new FindingSite(
        "%s/%s/%s%s".formatted(CLUSTER, id.groupKind().kind(), namespace, id.name()),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}

package dev.drift.pipeline;

import dev.drift.kubernetes.read.BuiltInGroups;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.TrackedKinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What was read of both of two clusters: nothing can be said of the rest.
final class BothRead {
  private BothRead() {}

  /// The kinds that are compared besides the tracked ones: those that CRDs and other API servers
  /// define.
  static Set<GroupKind> customKinds(LiveState expected, LiveState judged) {
    Set<GroupKind> kinds = new TreeSet<>();
    for (LiveState side : List.of(expected, judged)) {
      side.coverage().stream()
          .map(KindCoverage::groupKind)
          .filter(kind -> !BuiltInGroups.contain(kind.group()))
          .forEach(kinds::add);
    }
    kinds.removeAll(TrackedKinds.ALL);
    return kinds;
  }

  /// A state of which each gap names its side.
  ///
  /// @param kinds that are compared
  static LiveState named(LiveState state, String name, Set<GroupKind> kinds) {
    List<KindCoverage> coverage = new ArrayList<>();
    Set<GroupKind> covered = new HashSet<>();
    for (KindCoverage each : state.coverage()) {
      covered.add(each.groupKind());
      coverage.add(named(each, name));
    }
    Set<GroupKind> served = new HashSet<>();
    for (ApiKind kind : state.kinds()) {
      if (kinds.contains(kind.groupKind())
          && !covered.contains(kind.groupKind())
          && served.add(kind.groupKind())) {
        coverage.add(
            new KindCoverage(
                kind.apiVersion(),
                kind.kind(),
                Status.FAILED,
                0,
                "%s: the snapshot has no %s; record it without --repo."
                    .formatted(name, kind.kind())));
      }
    }
    return state.covering(coverage);
  }

  private static KindCoverage named(KindCoverage kind, String name) {
    // A kind of which only some namespaces were read is not known.
    boolean partly = kind.status() == Status.READ && !kind.reason().isEmpty();
    return kind.known() && !partly
        ? kind
        : new KindCoverage(
            kind.apiVersion(),
            kind.kind(),
            partly ? Status.FORBIDDEN : kind.status(),
            kind.count(),
            name + ": " + kind.reason());
  }

  /// The judged side without the objects of kinds that the expected side does not know: they must
  /// not count as being only there.
  static LiveState without(LiveState judged, LiveState expected) {
    List<KindCoverage> gaps = expected.coverage().stream().filter(kind -> !kind.known()).toList();
    Set<GroupKind> unknown = new HashSet<>();
    gaps.forEach(gap -> unknown.add(gap.groupKind()));
    List<KindCoverage> coverage = new ArrayList<>(gaps);
    judged.coverage().stream()
        .filter(kind -> !unknown.contains(kind.groupKind()))
        .forEach(coverage::add);
    return judged
        .covering(coverage)
        .with(
            Resources.of(
                judged.resources().values().stream()
                    .filter(it -> !unknown.contains(it.id().groupKind()))
                    .toList()));
  }

  /// The only namespaces that a state has something of; empty if it is of the whole cluster.
  static Optional<Set<String>> namespaces(LiveState state) {
    if (state.coverage().stream().noneMatch(KindCoverage::leftOut)) {
      return Optional.empty();
    }
    Set<String> namespaces = new TreeSet<>(state.resources().homes());
    state.resources().ofKind(Kinds.NAMESPACE).stream()
        .map(it -> it.id().name())
        .forEach(namespaces::add);
    namespaces.remove("");
    return Optional.of(namespaces);
  }

  /// Whether objects of both sides may be compared under this identity.
  static boolean compares(ResourceId id, Set<GroupKind> custom) {
    return id.groupKind().equals(Kinds.NAMESPACE)
        || TrackedKinds.ALL.contains(id.groupKind())
        || custom.contains(id.groupKind());
  }
}

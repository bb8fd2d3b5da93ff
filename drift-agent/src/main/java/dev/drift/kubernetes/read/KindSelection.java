package dev.drift.kubernetes.read;

import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which kinds are listed at which versions, and which cannot be.
///
/// @param lists each kind at each version that Git writes it in, else at the preferred one
/// @param settled coverage of kinds that cannot be listed
record KindSelection(List<ApiKind> lists, List<KindCoverage> settled) {
  KindSelection {
    lists = List.copyOf(lists);
    settled = List.copyOf(settled);
  }

  static KindSelection of(ReadRequest request, Discovery discovery) {
    SortedMap<GroupKind, SortedSet<String>> versions = new TreeMap<>(request.declared().versions());
    request.kinds().forEach(kind -> versions.computeIfAbsent(kind, _ -> new TreeSet<>()));
    if (request.everyKind()) {
      for (Discovery.Served each : discovery.served()) {
        GroupKind kind = each.kind().groupKind();
        if (each.listable() && !TransientKinds.contain(kind)) {
          versions.computeIfAbsent(kind, _ -> new TreeSet<>());
        }
      }
    }
    Set<ApiKind> lists = new LinkedHashSet<>();
    List<KindCoverage> settled = new ArrayList<>();
    versions.forEach(
        (kind, wanted) -> {
          if (wanted.isEmpty()) {
            preferred(kind, discovery, lists, settled);
          }
          for (String version : wanted) {
            Optional<Discovery.Served> exact = discovery.at(version, kind.kind());
            exact.ifPresentOrElse(
                each -> select(each, lists, settled),
                () -> {
                  settled.add(notServed(version, kind, discovery));
                  discovery.preferred(kind).ifPresent(each -> select(each, lists, settled));
                });
          }
        });
    return leavingOut(request, lists, settled);
  }

  private static KindSelection leavingOut(
      ReadRequest request, Set<ApiKind> lists, List<KindCoverage> settled) {
    List<ApiKind> read = new ArrayList<>();
    for (ApiKind kind : lists) {
      if (request.leavesOut(kind)) {
        settled.add(
            new KindCoverage(
                kind.apiVersion(),
                kind.kind(),
                Status.LEFT_OUT,
                0,
                "%s is cluster-scoped; --namespace excludes it.".formatted(kind.kind())));
      } else {
        read.add(kind);
      }
    }
    return new KindSelection(read, settled);
  }

  /// Kinds of objects that control others, and that nobody asked for.
  static KindSelection ofOwners(ReadRequest request, Set<GroupKind> kinds, Discovery discovery) {
    Set<ApiKind> lists = new LinkedHashSet<>();
    List<KindCoverage> settled = new ArrayList<>();
    for (GroupKind kind : kinds) {
      preferred(kind, discovery, lists, settled);
    }
    return leavingOut(request, lists, settled);
  }

  private static void preferred(
      GroupKind kind, Discovery discovery, Set<ApiKind> lists, List<KindCoverage> settled) {
    discovery
        .preferred(kind)
        .ifPresentOrElse(
            each -> select(each, lists, settled),
            () -> settled.add(notServed("", kind, discovery)));
  }

  private static void select(
      Discovery.Served served, Set<ApiKind> lists, List<KindCoverage> settled) {
    ApiKind kind = served.kind();
    if (served.listable()) {
      lists.add(kind);
    } else {
      settled.add(
          new KindCoverage(
              kind.apiVersion(),
              kind.kind(),
              Status.FAILED,
              0,
              "The cluster serves %s but does not support listing it.".formatted(kind.kind())));
    }
  }

  private static KindCoverage notServed(String version, GroupKind kind, Discovery discovery) {
    String anyVersion = kind.group().isEmpty() ? "v1" : kind.group() + "/v1";
    String apiVersion = version.isEmpty() ? anyVersion : version;
    Optional<String> gap = Optional.ofNullable(discovery.gaps().get(version));
    if (discovery.preferred(kind).isEmpty()) {
      gap = gap.or(() -> discovery.gapIn(kind.group()));
    }
    if (gap.isPresent()) {
      return new KindCoverage(
          apiVersion,
          kind.kind(),
          Status.FAILED,
          0,
          "Could not determine whether the cluster serves %s: %s.".formatted(kind, gap.get()));
    }
    String reason =
        discovery
            .preferred(kind)
            .map(
                other ->
                    "The cluster does not serve %s at %s; it serves %s."
                        .formatted(kind.kind(), version, other.kind().apiVersion()))
            .orElse("The cluster does not serve %s.".formatted(kind));
    return new KindCoverage(apiVersion, kind.kind(), Status.ABSENT, 0, reason);
  }
}

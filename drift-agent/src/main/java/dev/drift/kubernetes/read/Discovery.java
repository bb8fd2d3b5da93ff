package dev.drift.kubernetes.read;

import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a cluster serves.
///
/// @param served of each group the preferred version first
/// @param gaps why an apiVersion could not be discovered, such as an aggregated API that is down
record Discovery(List<Served> served, SortedMap<String, String> gaps) {
  Discovery {
    served = List.copyOf(served);
    gaps = Collections.unmodifiableSortedMap(new TreeMap<>(gaps));
  }

  /// A kind at one version.
  ///
  /// @param listable whether LIST is among its verbs
  record Served(ApiKind kind, boolean listable) {}

  List<ApiKind> kinds() {
    return served.stream().map(Served::kind).toList();
  }

  Optional<Served> at(String apiVersion, String kind) {
    return served.stream()
        .filter(s -> s.kind().apiVersion().equals(apiVersion) && s.kind().kind().equals(kind))
        .findFirst();
  }

  Optional<Served> preferred(GroupKind kind) {
    return served.stream().filter(s -> s.kind().groupKind().equals(kind)).findFirst();
  }

  /// Why kinds of this group may be missing here.
  Optional<String> gapIn(String group) {
    return gaps.entrySet().stream()
        .filter(gap -> GroupKind.of(gap.getKey(), "").group().equals(group))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

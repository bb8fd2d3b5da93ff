package dev.drift.pipeline;

import dev.drift.finding.Sides;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.policy.mapping.ClusterMapping;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which namespaces of two clusters are compared.
///
/// A snapshot that was recorded with `-n` does not say of which namespaces, so that nothing is
/// missing in it from a namespace of which it has nothing.
///
/// @param only their names in the first cluster; empty for all
/// @param notCompared by their names in the second cluster, those that were asked for and that a
///     snapshot has nothing of; each with a sentence that says so
record ComparedNamespaces(SortedSet<String> only, SortedMap<String, String> notCompared) {
  ComparedNamespaces {
    only = Collections.unmodifiableSortedSet(new TreeSet<>(only));
    notCompared = Collections.unmodifiableSortedMap(new TreeMap<>(notCompared));
  }

  /// @throws DriftException if the two have no namespace in common
  static ComparedNamespaces of(
      LiveState expected,
      LiveState judged,
      ClusterMapping mapping,
      CompareRequest request,
      Sides sides) {
    Optional<Set<String>> first = ofSnapshot(request.expected(), expected);
    Optional<Set<String>> second = ofSnapshot(request.judged(), judged);
    SortedMap<String, String> notCompared = notCompared(first, second, mapping, request, sides);
    SortedSet<String> only;
    if (!request.namespaces().isEmpty()) {
      only = new TreeSet<>(request.namespaces());
      only.removeIf(it -> notCompared.containsKey(mapping.namespace(it)));
    } else if (first.isEmpty() && second.isEmpty()) {
      return new ComparedNamespaces(new TreeSet<>(), notCompared);
    } else {
      only = new TreeSet<>(first.orElseGet(() -> expected.resources().homes()));
      second.ifPresent(some -> only.removeIf(it -> !some.contains(mapping.namespace(it))));
      only.remove("");
    }
    if (only.isEmpty()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s and %s have no namespace in common; map their names with --mapping, or record the snapshots without --namespace"
                  .formatted(sides.expected(), sides.judged())));
    }
    return new ComparedNamespaces(only, notCompared);
  }

  /// The only namespaces that a snapshot has something of; empty if all are known.
  private static Optional<Set<String>> ofSnapshot(LiveRequest request, LiveState state) {
    return switch (request) {
      case LiveRequest.FromCluster _ -> Optional.empty();
      case LiveRequest.FromSnapshot _ -> BothRead.namespaces(state);
    };
  }

  private static SortedMap<String, String> notCompared(
      Optional<Set<String>> first,
      Optional<Set<String>> second,
      ClusterMapping mapping,
      CompareRequest request,
      Sides sides) {
    Set<String> asked = new TreeSet<>(request.namespaces());
    SortedMap<String, String> notCompared = new TreeMap<>();
    if (asked.isEmpty() && first.isPresent() && second.isPresent()) {
      asked.addAll(first.get());
      Set<String> counterparts =
          first.get().stream().map(mapping::namespace).collect(Collectors.toSet());
      second.get().stream()
          .filter(it -> !counterparts.contains(it))
          .forEach(it -> notCompared.put(it, sentence(it, sides.expected())));
    }
    for (String name : asked) {
      String counterpart = mapping.namespace(name);
      if (first.filter(it -> !it.contains(name)).isPresent()) {
        notCompared.put(counterpart, sentence(counterpart, sides.expected()));
      } else if (second.filter(it -> !it.contains(counterpart)).isPresent()) {
        notCompared.put(counterpart, sentence(counterpart, sides.judged()));
      }
    }
    return notCompared;
  }

  private static String sentence(String namespace, String side) {
    return "%s was not compared: %s has nothing of it, or was recorded without it; record that snapshot without -n."
        .formatted(namespace, side);
  }
}

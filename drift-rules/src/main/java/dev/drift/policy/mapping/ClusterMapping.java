package dev.drift.policy.mapping;

import dev.drift.policy.Ignore;
import java.util.List;
import java.util.stream.Stream;

/// What must differ between two clusters.
///
/// @param namespaces by name
/// @param names of objects
/// @param hosts a whole host, or what hosts end in if it begins with a dot
/// @param registries of images, with or without a path
/// @param ignores what may differ as it likes
public record ClusterMapping(
    List<Counterpart> namespaces,
    List<RenamedObject> names,
    List<Counterpart> hosts,
    List<Counterpart> registries,
    List<Ignore> ignores) {
  /// Nothing must differ.
  public static final ClusterMapping NONE =
      new ClusterMapping(List.of(), List.of(), List.of(), List.of(), List.of());

  public ClusterMapping {
    namespaces = List.copyOf(namespaces);
    names = List.copyOf(names);
    hosts = List.copyOf(hosts);
    registries = List.copyOf(registries);
    ignores = List.copyOf(ignores);
  }

  /// What the second cluster calls a namespace of the first.
  public String namespace(String name) {
    return namespaces.stream()
        .filter(it -> it.from().equals(name))
        .map(Counterpart::to)
        .findFirst()
        .orElse(name);
  }

  /// All that has a counterpart, in the order of the lists.
  public List<Counterpart> counterparts() {
    return Stream.of(
            namespaces.stream(),
            names.stream().map(RenamedObject::name),
            hosts.stream(),
            registries.stream())
        .flatMap(it -> it)
        .toList();
  }
}

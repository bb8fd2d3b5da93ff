package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Cluster;
import dev.drift.model.Sha256;
import dev.drift.model.scope.Source;
import java.util.List;

/// One cluster compared with one set of sources: what is recorded is of a target, and runs of
/// another target say nothing about it.
///
/// @param id 12 hexadecimal digits
/// @param sources names of the sources, sorted
public record Target(String id, Cluster cluster, List<String> sources) {
  private static final int DIGITS = 12;

  public Target {
    requireNonNull(id, "id is null");
    requireNonNull(cluster, "cluster is null");
    sources = List.copyOf(sources);
  }

  /// @param sources of the run; their revisions do not matter
  public static Target of(Cluster cluster, List<Source> sources) {
    List<String> names = sources.stream().map(Source::identity).sorted().toList();
    // A cluster whose UID may not be read is known by its address.
    String uid = cluster.uid().isEmpty() ? cluster.server() : cluster.uid();
    return new Target(
        Sha256.hex(uid + "\n" + String.join("\n", names)).substring(0, DIGITS), cluster, names);
  }

  /// For people: the context, or the address of the API server.
  public String clusterName() {
    return cluster.context().isEmpty() || cluster.context().equals("in-cluster")
        ? cluster.server()
        : cluster.context();
  }
}

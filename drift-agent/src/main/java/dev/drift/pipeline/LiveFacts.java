package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.source.ClusterFacts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What rendering asks of a cluster that is read.
final class LiveFacts implements ClusterFacts {
  private final Supplier<LiveStateReader> reader;

  /// @param reader of plain objects; waits until the cluster is connected, and throws if that fails
  LiveFacts(Supplier<LiveStateReader> reader) {
    this.reader = requireNonNull(reader, "reader is null");
  }

  @Override
  public Optional<String> version() {
    return reader.get().version();
  }

  @Override
  public List<String> apiVersions() {
    return of(reader.get().kinds());
  }

  static List<String> of(Collection<ApiKind> kinds) {
    TreeSet<String> all = new TreeSet<>();
    for (ApiKind kind : kinds) {
      all.add(kind.apiVersion());
      all.add(kind.apiVersion() + "/" + kind.groupKind().kind());
    }
    return List.copyOf(all);
  }

  @Override
  public Answer object(ResourceRef ref) {
    try {
      return reader
          .get()
          .get(ref)
          .map(LiveResource::content)
          .<Answer>map(Answer.Found::new)
          .orElseGet(Answer.Absent::new);
    } catch (DriftException e) {
      return new Answer.Unknown(why(e));
    }
  }

  @Override
  public Listing objects(GroupKind kind) {
    try {
      return new Listing.Found(reader.get().all(kind).stream().map(LiveResource::content).toList());
    } catch (DriftException e) {
      return new Listing.Unknown(why(e));
    }
  }

  private static String why(DriftException cause) {
    return cause.problems().stream().map(Problem::message).collect(Collectors.joining(" "));
  }
}

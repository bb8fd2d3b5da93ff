package dev.drift.pipeline;

import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.kubernetes.write.DryRunAnswer;
import dev.drift.kubernetes.write.DryRunQuestion;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.secret.Redactor;
import dev.drift.source.ClusterFacts;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/// Where the live state of a run comes from. All methods throw [dev.drift.model.DriftException] if
/// it cannot be read.
sealed interface LiveSource extends AutoCloseable
    permits ClusterSource, SnapshotSource, WatchedSource {
  /// A cluster is being reached from now on.
  ///
  /// @param redactor asked for by the thread that reaches the cluster
  static LiveSource open(
      LiveRequest request, Supplier<Redactor> redactor, Agent agent, Progress progress) {
    return switch (request) {
      case LiveRequest.FromCluster cluster ->
          ClusterSource.open(cluster, redactor, agent, progress);
      case LiveRequest.FromSnapshot(var file) -> new SnapshotSource(file, redactor.get());
    };
  }

  /// For people, such as `the cluster https://10.0.0.1:6443`.
  String name();

  /// What the cluster serves.
  ///
  /// @param declared kinds that are looked for again if they were not there a moment ago
  List<ApiKind> kinds(Collection<Manifest> declared);

  LiveState read(ReadRequest request);

  /// What rendering asks of the cluster.
  ClusterFacts facts();

  /// The state with these resources read again.
  ///
  /// @param request with which the state was read
  LiveState refresh(LiveState state, ReadRequest request, Collection<ResourceRef> resources);

  /// What the API server would store, in the order of the questions.
  List<DryRunAnswer> dryRun(List<DryRunQuestion> questions);

  /// What changes objects of the cluster.
  ObjectWriter writer();

  @Override
  void close();
}

package dev.drift.app;

import dev.drift.cluster.ClusterConnection;
import dev.drift.cluster.ConnectionOptions;
import dev.drift.cluster.Connections;
import dev.drift.cluster.LiveStateReader;
import dev.drift.secret.Redactor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Connects to the cluster and discovers its APIs while Git is read. Failures surface in
/// [#reader], so that problems of Git are reported first. The discovery may be older than what was
/// read of Git, so the reader repeats it for a kind that was not served.
final class ClusterConnector implements AutoCloseable {
  private final CompletableFuture<Connected> connected;

  /// An open connection.
  private record Connected(ClusterConnection connection, LiveStateReader reader) {}

  private ClusterConnector(CompletableFuture<Connected> connected) {
    this.connected = connected;
  }

  /// Connects to nothing if a snapshot is to be read.
  static ClusterConnector begin(LiveRequest live, Redactor redactor) {
    return new ClusterConnector(
        switch (live) {
          case LiveRequest.FromSnapshot _ ->
              CompletableFuture.failedFuture(
                  new IllegalStateException("a snapshot is read instead of a cluster"));
          case LiveRequest.FromCluster cluster ->
              CompletableFuture.supplyAsync(
                  () -> connect(cluster, redactor),
                  task -> Thread.ofPlatform().name("drift-connect").daemon().start(task));
        });
  }

  private static Connected connect(LiveRequest.FromCluster cluster, Redactor redactor) {
    ClusterConnection connection =
        Connections.open(new ConnectionOptions(cluster.kubeconfig(), cluster.context()));
    try {
      LiveStateReader reader = new LiveStateReader(connection, redactor, _ -> {});
      reader.kinds();
      return new Connected(connection, reader);
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  /// @throws dev.drift.model.DriftException if there is no such cluster, or it cannot be reached
  LiveStateReader reader() {
    try {
      return connected.join().reader();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Does not wait for a connection that is no longer needed.
  @Override
  public void close() {
    var _ = connected.thenAccept(one -> one.connection().close());
  }
}

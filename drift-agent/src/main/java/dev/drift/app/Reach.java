package dev.drift.app;

import dev.drift.cluster.ClusterConnection;
import dev.drift.cluster.ConnectionOptions;
import dev.drift.cluster.Connections;
import dev.drift.cluster.LiveStateReader;
import dev.drift.secret.Redactor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A cluster on the way to being read: while Git is read, the connection is made and the cluster
/// is asked what it serves. What goes wrong is told to who asks for the reader, so that what is
/// wrong with Git comes first. What the cluster serves may be older than Git then: who reads asks
/// anew for a kind that was not there.
final class Reach implements AutoCloseable {
  private final CompletableFuture<Reached> reached;

  /// An open connection.
  private record Reached(ClusterConnection connection, LiveStateReader reader) {}

  private Reach(CompletableFuture<Reached> reached) {
    this.reached = reached;
  }

  /// Reaches nothing where a snapshot is to be read.
  static Reach begin(LiveRequest live, Redactor redactor) {
    return new Reach(
        switch (live) {
          case LiveRequest.FromSnapshot _ ->
              CompletableFuture.failedFuture(
                  new IllegalStateException("a snapshot takes the place of a cluster"));
          case LiveRequest.FromCluster cluster ->
              CompletableFuture.supplyAsync(
                  () -> reach(cluster, redactor),
                  task -> Thread.ofPlatform().name("drift-reach").daemon().start(task));
        });
  }

  private static Reached reach(LiveRequest.FromCluster cluster, Redactor redactor) {
    ClusterConnection connection =
        Connections.open(new ConnectionOptions(cluster.kubeconfig(), cluster.context()));
    try {
      LiveStateReader reader = new LiveStateReader(connection, redactor, _ -> {});
      reader.kinds();
      return new Reached(connection, reader);
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  /// @throws dev.drift.model.DriftException where there is no such cluster, or it cannot be reached
  LiveStateReader reader() {
    try {
      return reached.join().reader();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// Without waiting for a cluster that nobody asks for any more.
  @Override
  public void close() {
    var _ = reached.thenAccept(one -> one.connection().close());
  }
}

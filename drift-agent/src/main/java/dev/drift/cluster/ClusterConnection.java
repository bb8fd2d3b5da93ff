package dev.drift.cluster;

/// A cluster to read from.
public final class ClusterConnection implements AutoCloseable {
  private final String context;
  private final ApiServer api;

  ClusterConnection(String context, ApiServer api) {
    this.context = context;
    this.api = api;
  }

  /// URL of the API server, without any password.
  public String server() {
    return api.server().toString();
  }

  /// Of the kubeconfig, or `in-cluster`.
  public String context() {
    return context;
  }

  ApiServer api() {
    return api;
  }

  /// Ends running requests and the threads beneath at once.
  @Override
  public void close() {
    api.close();
  }
}

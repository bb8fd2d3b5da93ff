package dev.drift.kubernetes.http;

/// An open connection to a cluster.
public final class ClusterConnection implements AutoCloseable {
  private final String context;
  private final ApiServer api;

  /// @param context of the kubeconfig, or `in-cluster`
  public ClusterConnection(String context, ApiServer api) {
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

  /// For the packages that read and write.
  public ApiServer api() {
    return api;
  }

  /// Ends running requests and the threads beneath at once.
  @Override
  public void close() {
    api.close();
  }
}

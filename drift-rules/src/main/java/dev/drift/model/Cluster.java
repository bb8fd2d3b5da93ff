package dev.drift.model;

import static java.util.Objects.requireNonNull;

/// Which cluster.
///
/// @param server URL of the API server, without any password
/// @param version such as `v1.36.3`
/// @param context of the kubeconfig, or `in-cluster`
/// @param uid of the Namespace kube-system, which names the cluster for good; empty if it may
///     not be read
public record Cluster(String server, String version, String context, String uid) {
  public Cluster {
    requireNonNull(server, "server is null");
    requireNonNull(version, "version is null");
    requireNonNull(context, "context is null");
    requireNonNull(uid, "uid is null");
  }
}

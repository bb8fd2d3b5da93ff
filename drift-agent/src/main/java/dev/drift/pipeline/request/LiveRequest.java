package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// Where live state is to be read.
public sealed interface LiveRequest {

  /// A cluster.
  ///
  /// @param kubeconfig the file; empty for the usual places: `KUBECONFIG`, `~/.kube/config`, the
  ///     Pod's ServiceAccount
  /// @param context of the kubeconfig; empty for its current one
  record FromCluster(Optional<Path> kubeconfig, Optional<String> context) implements LiveRequest {
    public FromCluster {
      requireNonNull(kubeconfig, "kubeconfig is null");
      requireNonNull(context, "context is null");
    }
  }

  /// A file that `drift snapshot` wrote.
  record FromSnapshot(Path file) implements LiveRequest {
    public FromSnapshot {
      requireNonNull(file, "file is null");
    }
  }
}

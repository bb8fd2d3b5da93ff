package dev.drift.cli;

import dev.drift.app.LiveRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which cluster, and what is read from it.
final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Default: $KUBECONFIG, ~/.kube/config, or the ServiceAccount of the Pod.")
  @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: its current one.")
  @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      split = ",",
      description = "Look at this namespace only, in Git and in the cluster; repeatable.")
  List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Key that masks secrets, 32 bytes or more. Default: a random one for this run, so that"
              + " masks of two runs do not compare.")
  @Nullable Path keyFile;

  LiveRequest.FromCluster request() {
    return new LiveRequest.FromCluster(
        Optional.ofNullable(kubeconfig), Optional.ofNullable(context));
  }

  boolean namesCluster() {
    return kubeconfig != null || context != null;
  }

  Optional<Path> key() {
    return Optional.ofNullable(keyFile);
  }
}

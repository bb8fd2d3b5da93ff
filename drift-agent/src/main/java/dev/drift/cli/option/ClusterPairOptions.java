package dev.drift.cli.option;

import dev.drift.model.MaskLevel;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.pipeline.request.PolicyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Which two clusters are compared, and what must differ.
public final class ClusterPairOptions {
  private List<String> contexts = new ArrayList<>();
  private List<Path> snapshots = new ArrayList<>();
  private @Nullable Path kubeconfig;
  private List<String> namespaces = new ArrayList<>();
  private @Nullable Path mapping;
  private @Nullable Path keyFile;
  private MaskLevel mask = MaskLevel.DEFAULT;
  private boolean noNoisePacks;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.repeatable(String.class, it -> contexts = it, "--context")
            .paramLabel("NAME")
            .description(
                "Context of the kubeconfig; give two. The first cluster is what is expected, the"
                    + " second is judged.")
            .build());
    spec.addOption(
        Specs.repeatable(Path.class, it -> snapshots = it, "--snapshot")
            .paramLabel("FILE")
            .description(
                "File written by drift snapshot, in the place of a cluster. With a --context, the"
                    + " order on the command line decides which is expected.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> kubeconfig = it, "--kubeconfig")
            .paramLabel("FILE")
            .description(
                "Kubeconfig file with both contexts. Default: $KUBECONFIG, which may list several"
                    + " files, or ~/.kube/config.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> mapping = it, "--mapping")
            .paramLabel("FILE")
            .description(
                "What must differ: names of namespaces and objects, hosts, registries of images, and"
                    + " fields; docs/compare.md describes the file.")
            .build());
    spec.addOption(
        Specs.repeatable(String.class, it -> namespaces = it, "-n", "--namespace")
            .paramLabel("NAME")
            .splitRegex(",")
            .description(
                "Compare only this namespace of the first cluster with its counterpart in the"
                    + " second; repeatable.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> keyFile = it, "--key-file")
            .paramLabel("FILE")
            .description(
                "Key that masks secrets: at least 32 bytes, raw or in base64. Needed to compare a"
                    + " snapshot with a cluster; two snapshots must have been recorded with the same"
                    + " key.")
            .build());
    spec.addOption(ClusterOptions.mask(it -> mask = it));
    spec.addOption(ComparisonOptions.noNoisePacks(it -> noNoisePacks = it));
  }

  /// @param policies files of policies
  public CompareRequest request(CommandSpec spec, List<Path> policies) {
    List<LiveRequest> both = both(spec);
    if (both.size() != 2) {
      throw new ParameterException(
          spec.commandLine(),
          "two clusters are compared, and %d %s given; pass --context or --snapshot twice, or each once"
              .formatted(both.size(), both.size() == 1 ? "is" : "are"));
    }
    return new CompareRequest(
        both.getFirst(),
        both.getLast(),
        Optional.ofNullable(mapping),
        namespaces,
        new MaskRequest(Optional.ofNullable(keyFile), mask),
        new PolicyRequest(policies, !noNoisePacks));
  }

  /// In the order of the command line.
  private List<LiveRequest> both(CommandSpec spec) {
    List<LiveRequest> clusters =
        contexts.stream()
            .<LiveRequest>map(
                it -> new LiveRequest.FromCluster(Optional.ofNullable(kubeconfig), Optional.of(it)))
            .toList();
    List<LiveRequest> files =
        snapshots.stream().<LiveRequest>map(LiveRequest.FromSnapshot::new).toList();
    List<LiveRequest> all = new ArrayList<>();
    all.addAll(snapshotFirst(spec) ? files : clusters);
    all.addAll(snapshotFirst(spec) ? clusters : files);
    return all;
  }

  private static boolean snapshotFirst(CommandSpec spec) {
    for (ArgSpec matched : spec.commandLine().getParseResult().matchedArgs()) {
      if (matched instanceof OptionSpec option && option.longestName().equals("--snapshot")) {
        return true;
      }
      if (matched instanceof OptionSpec option && option.longestName().equals("--context")) {
        return false;
      }
    }
    return false;
  }
}

package dev.drift.cli;

import dev.drift.app.CheckRequest;
import dev.drift.app.LiveRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What is compared with what.
final class ComparisonOptions {
  private String repo = "";
  private final GitOptions git = new GitOptions();
  private @Nullable Path snapshot;
  private final ClusterOptions cluster = new ClusterOptions();
  private DryRunMode dryRun = DryRunMode.NONE;
  private boolean noNoisePacks;

  void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(String.class, it -> repo = it, "--repo")
            .required(true)
            .paramLabel("URL|DIR")
            .description(
                "The Git repository with the manifests: a file, https or ssh URL, or a folder,"
                    + " which is read as it stands.")
            .build());
    git.addTo(spec);
    spec.addOption(
        Specs.option(Path.class, it -> snapshot = it, "--snapshot")
            .paramLabel("FILE")
            .description("Compare with this file of drift snapshot in place of a cluster.")
            .build());
    cluster.addTo(spec);
    spec.addOption(
        Specs.option(DryRunMode.class, it -> dryRun = it, "--dry-run")
            .paramLabel("MODE")
            .defaultValue("none")
            .description(
                "With server, ask the API server what it would store for resources that seem to"
                    + " have drifted, so that what its webhooks and policies add is explained, and"
                    + " for those of which nothing else tells the type. Needs the right to create,"
                    + " and changes nothing. Default: ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(
        Specs.option(boolean.class, it -> noNoisePacks = it, "--no-noise-packs")
            .description(
                "Tell also what operators such as Flux, cert-manager and Strimzi write by"
                    + " themselves; docs/noise-packs.md lists it.")
            .build());
  }

  /// @param command whose options these are
  CheckRequest request(CommandLine command) {
    if (snapshot != null && dryRun == DryRunMode.SERVER) {
      throw new ParameterException(
          command, "--dry-run=server needs a cluster: leave out --snapshot");
    }
    return new CheckRequest(
            git.request(repo),
            live(command),
            cluster.namespaces,
            git.defaultNamespace,
            cluster.key())
        .withDryRun(dryRun == DryRunMode.SERVER)
        .withNoisePacks(!noNoisePacks)
        .withMask(cluster.mask());
  }

  private LiveRequest live(CommandLine command) {
    Optional<Path> file = Optional.ofNullable(snapshot);
    if (file.isPresent() && cluster.namesCluster()) {
      throw new ParameterException(
          command, "--snapshot takes the place of a cluster: leave out --kubeconfig and --context");
    }
    return file.<LiveRequest>map(LiveRequest.FromSnapshot::new).orElseGet(cluster::request);
  }
}

package dev.drift.cli;

import dev.drift.app.CheckRequest;
import dev.drift.app.GitRequest;
import dev.drift.app.LiveRequest;
import dev.drift.model.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What is compared with what.
final class ComparisonOptions {
  private List<String> repos = new ArrayList<>();
  private @Nullable Path config;
  private @Nullable Scope scope;
  private final GitOptions git = new GitOptions();
  private @Nullable Path snapshot;
  private final ClusterOptions cluster = new ClusterOptions();
  private DryRunMode dryRun = DryRunMode.NONE;
  private boolean noNoisePacks;

  void addTo(CommandSpec spec) {
    addTo(spec, true);
  }

  /// @param snapshots whether a snapshot can take the place of a cluster
  void addTo(CommandSpec spec, boolean snapshots) {
    spec.addOption(
        Specs.repeatable(String.class, it -> repos = it, "--repo")
            .paramLabel("URL|DIR")
            .description(
                "A Git repository with manifests: a file, https or ssh URL, or a folder, which is"
                    + " read as it stands. Repeatable.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> config = it, "--config")
            .paramLabel("FILE")
            .description(
                "A drift.yaml of the agent's own, which lists sources and policies;"
                    + " docs/configuration.md describes it.")
            .build());
    git.addTo(spec);
    spec.addOption(
        Specs.option(Scope.class, it -> scope = it, "--scope")
            .paramLabel("SCOPE")
            .description(
                "What the repositories claim to describe: objects (only what they declare),"
                    + " namespaces (also everything else in their namespaces) or cluster (also"
                    + " cluster-scoped objects and all other namespaces). Default: namespaces.")
            .build());
    if (snapshots) {
      spec.addOption(
          Specs.option(Path.class, it -> snapshot = it, "--snapshot")
              .paramLabel("FILE")
              .description("Compare with this file of drift snapshot in place of a cluster.")
              .build());
    }
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
                "Also report what operators such as Flux, cert-manager and Strimzi write on their"
                    + " own; docs/noise-packs.md lists it.")
            .build());
  }

  /// @param command whose options these are
  CheckRequest request(CommandLine command) {
    if (snapshot != null && dryRun == DryRunMode.SERVER) {
      throw new ParameterException(
          command, "--dry-run=server needs a cluster: leave out --snapshot");
    }
    if (repos.isEmpty() && config == null) {
      throw new ParameterException(
          command, "Missing required option: '--repo=URL|DIR' or '--config=FILE'");
    }
    if (repos.size() != 1 && git.narrows()) {
      throw new ParameterException(
          command,
          "--revision and --path are for a single --repo; write those of several sources into a"
              + " drift.yaml and give it with --config");
    }
    List<GitRequest> sources = repos.stream().map(git::request).toList();
    return new CheckRequest(
        sources,
        Optional.ofNullable(config),
        live(command),
        Optional.ofNullable(scope),
        cluster.namespaces,
        git.defaultNamespace,
        cluster.key(),
        Optional.empty(),
        dryRun == DryRunMode.SERVER,
        List.of(),
        List.of(),
        !noNoisePacks,
        cluster.mask());
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

package dev.drift.cli;

import dev.drift.app.CheckRequest;
import dev.drift.app.LiveRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What is compared with what.
final class ComparisonOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec mixee = CommandSpec.create();

  @Option(
      names = "--repo",
      required = true,
      paramLabel = "URL|DIR",
      description =
          "The Git repository with the manifests: a file, https or ssh URL, or a folder, which is"
              + " read as it stands.")
  String repo = "";

  @Mixin GitOptions git = new GitOptions();

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Compare with this file of drift snapshot in place of a cluster.")
  @Nullable Path snapshot;

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--dry-run",
      paramLabel = "MODE",
      defaultValue = "none",
      description =
          "With server, ask the API server what it would store for resources that seem to have"
              + " drifted, so that what its webhooks and policies add is explained, and for those"
              + " of which nothing else tells the type. Needs the right to create, and changes"
              + " nothing. Default: ${DEFAULT-VALUE}.")
  DryRunMode dryRun = DryRunMode.NONE;

  @Option(
      names = "--no-noise-packs",
      description =
          "Tell also what operators such as Flux, cert-manager and Strimzi write by themselves;"
              + " docs/noise-packs.md lists it.")
  boolean noNoisePacks;

  CheckRequest request() {
    if (snapshot != null && dryRun == DryRunMode.SERVER) {
      throw new ParameterException(
          mixee.commandLine(), "--dry-run=server needs a cluster: leave out --snapshot");
    }
    return new CheckRequest(
            git.request(repo), live(), cluster.namespaces, git.defaultNamespace, cluster.key())
        .withDryRun(dryRun == DryRunMode.SERVER)
        .withNoisePacks(!noNoisePacks);
  }

  private LiveRequest live() {
    Optional<Path> file = Optional.ofNullable(snapshot);
    if (file.isPresent() && cluster.namesCluster()) {
      throw new ParameterException(
          mixee.commandLine(),
          "--snapshot takes the place of a cluster: leave out --kubeconfig and --context");
    }
    return file.<LiveRequest>map(LiveRequest.FromSnapshot::new).orElseGet(cluster::request);
  }
}

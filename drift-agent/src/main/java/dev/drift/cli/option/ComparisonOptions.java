package dev.drift.cli.option;

import dev.drift.config.Config;
import dev.drift.config.TargetConfig;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.ObserverRequest;
import dev.drift.pipeline.request.PolicyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// What is compared with what.
public final class ComparisonOptions {
  private List<String> repos = new ArrayList<>();
  private @Nullable Path config;
  private @Nullable String target;
  private @Nullable Scope scope;
  private final GitOptions git = new GitOptions();
  private At at = At.APPLIED;
  private @Nullable Path snapshot;
  private final ClusterOptions cluster = new ClusterOptions();
  private DryRunMode dryRun = DryRunMode.NONE;
  private boolean noNoisePacks;
  private boolean sourcesFromCluster;

  public void addTo(CommandSpec spec) {
    addTo(spec, true);
  }

  /// @param snapshots whether a snapshot can take the place of a cluster
  public void addTo(CommandSpec spec, boolean snapshots) {
    spec.addOption(
        Specs.repeatable(String.class, it -> repos = it, "--repo")
            .paramLabel("URL|DIR")
            .description(
                "Git repository with manifests: a file, https or ssh URL, or a folder, which is"
                    + " read with its uncommitted files. Repeatable.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> config = it, "--config")
            .paramLabel("FILE")
            .description(
                "The agent's own drift.yaml, with sources and policies; see docs/configuration.md.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> target = it, "--target")
            .paramLabel("NAME")
            .description("The target of --config, if it lists several.")
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
    spec.addOption(
        Specs.option(At.class, it -> at = it, "--at")
            .paramLabel("WHICH")
            .defaultValue("applied")
            .description(
                "applied or head. With applied, what Flux or Argo CD deploys is compared at the commit"
                    + " that it has applied, as far as that is known, and what is newer is on its way."
                    + " With head, all is compared as it is read. Default: ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(
        Specs.option(boolean.class, it -> sourcesFromCluster = it, "--sources-from-cluster")
            .description(
                "Take Flux Kustomizations, HelmReleases and their sources from the cluster instead"
                    + " of from files of the repositories, and compare what they deploy from"
                    + " these.")
            .build());
    if (snapshots) {
      spec.addOption(
          Specs.option(Path.class, it -> snapshot = it, "--snapshot")
              .paramLabel("FILE")
              .description("Read this file, written by drift snapshot, instead of a cluster.")
              .build());
    }
    cluster.addTo(spec);
    spec.addOption(
        Specs.option(DryRunMode.class, it -> dryRun = it, "--dry-run")
            .paramLabel("MODE")
            .defaultValue("none")
            .description(
                "none or server. With server, ask the API server what it would store for resources"
                    + " that seem to have drifted or have no schema. This explains what webhooks"
                    + " and admission policies add. Requires permission to create; changes nothing."
                    + " Default: ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(noNoisePacks(it -> noNoisePacks = it));
  }

  static OptionSpec noNoisePacks(Consumer<Boolean> field) {
    return Specs.option(boolean.class, field, "--no-noise-packs")
        .description(
            "Also report what operators such as Flux, cert-manager and Strimzi write on their"
                + " own; docs/noise-packs.md lists it.")
        .build();
  }

  /// @param command whose options these are
  /// @param policies files of the agent's own policies
  public CheckRequest request(CommandLine command, List<Path> policies) {
    return request(command, policies, Optional.empty(), List.of());
  }

  /// @param policies files of the agent's own policies
  /// @param requestLog of the API server
  /// @param scans files of scanners of images
  public CheckRequest request(
      CommandLine command, List<Path> policies, Optional<Path> requestLog, List<Path> scans) {
    CheckRequest request = compared(command, policies, requestLog, scans);
    Optional<TargetConfig> only = only(command);
    return only.isEmpty() ? request : of(only.get(), request);
  }

  /// A request for each target of the configuration, or the only one.
  ///
  /// @param policies files of the agent's own policies
  /// @param requestLog of the API server
  /// @return by the names of the targets; the name of the only one is empty if it has none
  public SequencedMap<String, CheckRequest> requests(
      CommandLine command, List<Path> policies, Optional<Path> requestLog) {
    CheckRequest request = compared(command, policies, requestLog, List.of());
    SequencedMap<String, CheckRequest> requests = new LinkedHashMap<>();
    List<TargetConfig> targets =
        only(command).map(List::of).orElseGet(() -> configuration().targets());
    if (targets.size() > 1 && (!repos.isEmpty() || cluster.namesTarget())) {
      throw new ParameterException(
          command,
          "--repo, --context and --namespace are of one target, and %s has %d; name one with --target"
              .formatted(config, targets.size()));
    }
    targets.forEach(it -> requests.put(it.name(), of(it, request)));
    if (requests.isEmpty()) {
      requests.put("", request);
    }
    return requests;
  }

  /// The target that is named, or that needs no name.
  private Optional<TargetConfig> only(CommandLine command) {
    String name = target;
    if (name == null) {
      List<TargetConfig> targets = configuration().targets();
      return targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty();
    }
    if (config == null) {
      throw new ParameterException(command, "--target needs --config, whose targets it names");
    }
    try {
      return Optional.of(ConfigFiles.target(ConfigFiles.read(config), config, name));
    } catch (DriftException e) {
      // More than one problem is for drift config validate.
      Problem first = e.problems().getFirst();
      throw new ParameterException(
          command,
          "--target: "
              + first.place().map(it -> "%s:%d: ".formatted(it.file(), it.line())).orElse("")
              + first.message(),
          e);
    }
  }

  /// Nothing if it cannot be read: the run reads it again and reports all that is wrong.
  private Config configuration() {
    try {
      return config == null ? Config.EMPTY : ConfigFiles.read(config);
    } catch (DriftException _) {
      return Config.EMPTY;
    }
  }

  private CheckRequest of(TargetConfig one, CheckRequest request) {
    return request.with(
        one,
        request.live() instanceof LiveRequest.FromCluster ? cluster.request(one) : request.live(),
        cluster.namespaces(one));
  }

  private CheckRequest compared(
      CommandLine command, List<Path> policies, Optional<Path> requestLog, List<Path> scans) {
    if (snapshot != null && dryRun == DryRunMode.SERVER) {
      throw new ParameterException(command, "--dry-run=server needs a cluster; remove --snapshot");
    }
    if (snapshot != null && sourcesFromCluster) {
      throw new ParameterException(
          command, "--sources-from-cluster needs a cluster; remove --snapshot");
    }
    if (repos.isEmpty() && config == null) {
      throw new ParameterException(
          command, "Missing required option: '--repo=URL|DIR' or '--config=FILE'");
    }
    if (repos.size() != 1 && git.narrows()) {
      throw new ParameterException(
          command,
          "--revision and --path apply to a single --repo; for several sources, set them in a"
              + " drift.yaml and pass it with --config");
    }
    List<GitRequest> sources = repos.stream().map(git::request).toList();
    DesiredRequest desired =
        new DesiredRequest(sources, Optional.ofNullable(scope), git.defaultNamespace())
            .comparing(at.compared());
    return new CheckRequest(
        sourcesFromCluster ? desired.fromCluster() : desired,
        live(command),
        Optional.ofNullable(config),
        cluster.namespaces(),
        cluster.mask(),
        new PolicyRequest(policies, !noNoisePacks),
        new ObserverRequest(requestLog, scans, dryRun == DryRunMode.SERVER, Optional.empty()));
  }

  private LiveRequest live(CommandLine command) {
    Optional<Path> file = Optional.ofNullable(snapshot);
    if (file.isPresent() && cluster.namesCluster()) {
      throw new ParameterException(
          command, "--snapshot replaces the cluster; remove --kubeconfig and --context");
    }
    return file.<LiveRequest>map(LiveRequest.FromSnapshot::new).orElseGet(cluster::request);
  }
}

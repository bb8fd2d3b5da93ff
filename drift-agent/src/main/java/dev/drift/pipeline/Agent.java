package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.act.adopt.Adopter;
import dev.drift.files.SecretLookup;
import dev.drift.finding.Report;
import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.kubernetes.config.ConnectionOptions;
import dev.drift.kubernetes.config.Connections;
import dev.drift.kubernetes.config.Environment;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.net.http.Patience;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.source.ClusterFacts;
import dev.drift.source.Renderer;
import dev.drift.source.SharingRenderer;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.RenderTools;
import dev.drift.yaml.YamlLimits;
import java.io.Console;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What the pipeline takes from its surroundings, put together by what starts it.
///
/// @param environment where credentials, HOME, proxies and the cache of clones are looked up
/// @param terminal whether a person can answer what a credential plugin asks
/// @param ids gives each run an identifier of its own
/// @param renderer what sources are rendered with
public record Agent(
    Map<String, String> environment,
    boolean terminal,
    InstantSource clock,
    Supplier<String> ids,
    Renderer renderer) {
  public Agent {
    environment = Map.copyOf(environment);
    requireNonNull(renderer, "renderer is null");
    requireNonNull(clock, "clock is null");
    requireNonNull(ids, "ids is null");
  }

  /// With the surroundings of this process.
  public static Agent ofProcess() {
    return new Agent(
        System.getenv(),
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
        InstantSource.system(),
        () -> UUID.randomUUID().toString(),
        new AutoRenderer(YamlLimits.DEFAULT, new RenderTools(Map.of(), System.getenv())));
  }

  Sources sources(Progress progress) {
    return new Sources(GitSettings.of(environment, progress::note));
  }

  ClusterConnection connect(LiveRequest.FromCluster cluster) {
    return Connections.open(
        new ConnectionOptions(cluster.kubeconfig(), cluster.context()),
        Environment.of(environment, terminal, clock));
  }

  /// @param config that relative files are counted from; empty for the working directory
  Adopter adopter(Optional<Path> config, Progress progress) {
    return new Adopter(
        GitSettings.of(environment, progress::note),
        config.map(it -> it.toAbsolutePath().getParent()).orElseGet(() -> Path.of("")),
        Patience.Waits.usual(),
        clock);
  }

  /// Reads sources and renders them.
  ///
  /// @param cluster that they are deployed to
  SourceReader sourceReader(Progress progress, ClusterFacts cluster) {
    return new SourceReader(sources(progress), renderer, cluster, lookup(), progress);
  }

  /// The same, for who keeps what is read.
  SourceReader keepingReader(Progress progress, ClusterFacts cluster) {
    return new SourceReader(
        sources(progress), new SharingRenderer(renderer), cluster, lookup(), progress);
  }

  private SecretLookup lookup() {
    return new SecretLookup(Path.of("."), environment);
  }

  /// A run that ends now.
  Report.Run run(Instant startedAt) {
    return new Report.Run(ids.get(), startedAt, clock.instant(), BuildInfo.get().version());
  }

  /// In UTC.
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// Never prints the environment, which holds credentials.
  @Override
  public String toString() {
    return "Agent";
  }
}

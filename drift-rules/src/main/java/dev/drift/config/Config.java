package dev.drift.config;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Problem;
import java.util.List;
import java.util.Optional;

/// What a `drift.yaml` declares.
///
/// @param sources in the order of the file; their names are unique; empty if it lists targets
/// @param policies files of the agent's own, relative to the file; empty in a repository's own file
/// @param channels where findings are announced; empty in a repository's own file
/// @param store where runs are recorded; empty in a repository's own file
/// @param audit what becomes of the audit trail; nothing in a repository's own file
/// @param serve what the daemon does; the default in a repository's own file
/// @param deployers whose writes in the API server's request log are expected; nobody in a
///     repository's own file
/// @param sops what decrypts files of the sources; nothing in a repository's own file
/// @param renderers the programs that render; nothing in a repository's own file
/// @param fetch starts of URLs that may be fetched; nothing in a repository's own file
/// @param targets in the order of the file; empty if its sources are those of the only target
public record Config(
    List<SourceConfig> sources,
    List<String> policies,
    List<Channel> channels,
    Optional<StoreConfig> store,
    AuditConfig audit,
    ServeConfig serve,
    Deployers deployers,
    SopsConfig sops,
    RenderersConfig renderers,
    List<String> fetch,
    List<TargetConfig> targets) {
  /// No sources, policies or channels.
  public static final Config EMPTY = new Config(List.of(), List.of());

  public Config {
    sources = List.copyOf(sources);
    policies = List.copyOf(policies);
    channels = List.copyOf(channels);
    requireNonNull(store, "store is null");
    requireNonNull(audit, "audit is null");
    requireNonNull(serve, "serve is null");
    requireNonNull(deployers, "deployers is null");
    requireNonNull(sops, "sops is null");
    requireNonNull(renderers, "renderers is null");
    fetch = List.copyOf(fetch);
    targets = List.copyOf(targets);
  }

  /// Without channels and store.
  public Config(List<SourceConfig> sources, List<String> policies) {
    this(sources, policies, List.of(), Optional.empty());
  }

  /// Without anything about the audit trail, and with the defaults of the daemon.
  public Config(
      List<SourceConfig> sources,
      List<String> policies,
      List<Channel> channels,
      Optional<StoreConfig> store) {
    this(
        sources,
        policies,
        channels,
        store,
        AuditConfig.NONE,
        ServeConfig.DEFAULT,
        Deployers.NONE,
        SopsConfig.NONE,
        RenderersConfig.NONE,
        List.of(),
        List.of());
  }

  /// The target of this name.
  public Optional<TargetConfig> target(String name) {
    return targets.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// A configuration as it was read.
  ///
  /// @param config complete only if there are no problems
  /// @param problems all that is wrong, each at its place
  public record Reading(Config config, List<Problem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }
}

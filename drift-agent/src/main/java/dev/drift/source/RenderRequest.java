package dev.drift.source;

import static java.util.Objects.requireNonNull;

import dev.drift.config.HelmConfig;
import dev.drift.yaml.KnownFiles;
import java.util.List;

/// What a renderer is to make manifests of.
///
/// @param paths folders or files as a person gave them, which must exist; none for the whole tree
/// @param compared without paths: the folders or files whose manifests are compared, while the
///     others only declare resources elsewhere; none for all
/// @param prefix of each path in what is rendered, which distinguishes several sources of a run;
///     empty if there is only one
/// @param parsed what need not be parsed again
/// @param helm charts that somebody installs with helm
/// @param cluster what the source is deployed to
/// @param repository what deployers call the source
/// @param builds what need not be rendered again
/// @param keys what decrypts files of the source
/// @param options what is rendered of it
/// @param fetcher of what it refers to elsewhere
public record RenderRequest(
    List<String> paths,
    List<String> compared,
    String prefix,
    KnownFiles parsed,
    List<HelmConfig> helm,
    ClusterFacts cluster,
    SourceRepository repository,
    KnownBuilds builds,
    DecryptionKeys keys,
    RenderOptions options,
    Fetcher fetcher) {
  public RenderRequest {
    paths = List.copyOf(paths);
    compared = List.copyOf(compared);
    requireNonNull(prefix, "prefix is null");
    requireNonNull(parsed, "parsed is null");
    helm = List.copyOf(helm);
    requireNonNull(cluster, "cluster is null");
    requireNonNull(repository, "repository is null");
    requireNonNull(builds, "builds is null");
    requireNonNull(keys, "keys is null");
    requireNonNull(options, "options is null");
    requireNonNull(fetcher, "fetcher is null");
  }

  /// As it is read, without builds that are known and keys, and without anything of elsewhere.
  public RenderRequest(
      List<String> paths,
      List<String> compared,
      String prefix,
      KnownFiles parsed,
      List<HelmConfig> helm,
      ClusterFacts cluster,
      SourceRepository repository) {
    this(
        paths,
        compared,
        prefix,
        parsed,
        helm,
        cluster,
        repository,
        KnownBuilds.NONE,
        DecryptionKeys.NONE,
        RenderOptions.DEFAULT,
        Fetcher.NONE);
  }

  /// No charts are named, of a repository whose URL is not known.
  public RenderRequest(
      List<String> paths,
      List<String> compared,
      String prefix,
      KnownFiles parsed,
      ClusterFacts cluster) {
    this(paths, compared, prefix, parsed, List.of(), cluster, SourceRepository.UNKNOWN);
  }

  /// The same, of which some need not be rendered again, and with what decrypts it.
  public RenderRequest with(KnownBuilds known, DecryptionKeys decryption) {
    return new RenderRequest(
        paths,
        compared,
        prefix,
        parsed,
        helm,
        cluster,
        repository,
        known,
        decryption,
        options,
        fetcher);
  }

  /// The same, of which something else is rendered.
  public RenderRequest with(RenderOptions others) {
    return new RenderRequest(
        paths, compared, prefix, parsed, helm, cluster, repository, builds, keys, others, fetcher);
  }

  /// The same with what it refers to elsewhere.
  public RenderRequest with(Fetcher other) {
    return new RenderRequest(
        paths, compared, prefix, parsed, helm, cluster, repository, builds, keys, options, other);
  }

  /// For no cluster.
  public RenderRequest(
      List<String> paths, List<String> compared, String prefix, KnownFiles parsed) {
    this(paths, compared, prefix, parsed, ClusterFacts.NONE);
  }
}

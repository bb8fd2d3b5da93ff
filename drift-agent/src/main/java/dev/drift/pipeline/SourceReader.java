package dev.drift.pipeline;

import dev.drift.act.adopt.AdoptableSource;
import dev.drift.config.Config;
import dev.drift.config.ConfigReader;
import dev.drift.config.HelmConfig;
import dev.drift.config.SourceConfig;
import dev.drift.files.SecretLookup;
import dev.drift.git.Sources;
import dev.drift.git.repository.Checkout;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.branch.Heads;
import dev.drift.model.scope.Scope;
import dev.drift.net.AllowedUrls;
import dev.drift.net.SafeUrl;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.source.ClusterFacts;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.Fetcher;
import dev.drift.source.KnownBuilds;
import dev.drift.source.OtherRevisions;
import dev.drift.source.RenderOptions;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.Renderer;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.BuildsOfRun;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.cache.ParsedFiles;
import dev.drift.source.fetch.AllowedFetcher;
import dev.drift.tree.SourceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads sources: fetch → render.
final class SourceReader {
  private final Sources git;
  private final Renderer renderer;
  private final ClusterFacts cluster;
  private final SecretLookup lookup;
  private final DecryptionKeys keys;
  private final Supplier<Fetcher> fetchers;
  private final boolean comparedOnly;

  /// Of folders, of which no builds are kept for other runs.
  private final KnownBuilds builds;

  private final Progress progress;

  /// @param cluster that sources are deployed to
  /// @param lookup finds keys
  SourceReader(
      Sources git,
      Renderer renderer,
      ClusterFacts cluster,
      SecretLookup lookup,
      Progress progress) {
    this(
        git,
        renderer,
        cluster,
        lookup,
        DecryptionKeys.NONE,
        () -> Fetcher.NONE,
        false,
        new BuildsOfRun(KnownBuilds.NONE),
        progress);
  }

  private SourceReader(
      Sources git,
      Renderer renderer,
      ClusterFacts cluster,
      SecretLookup lookup,
      DecryptionKeys keys,
      Supplier<Fetcher> fetchers,
      boolean comparedOnly,
      KnownBuilds builds,
      Progress progress) {
    this.git = git;
    this.renderer = renderer;
    this.cluster = cluster;
    this.lookup = lookup;
    this.keys = keys;
    this.fetchers = fetchers;
    this.comparedOnly = comparedOnly;
    this.builds = builds;
    this.progress = progress;
  }

  /// The same with the configuration of a request.
  ///
  /// @throws DriftException if it cannot be read
  SourceReader of(CheckRequest request) {
    return with(request.config().map(ConfigFiles::read).orElse(Config.EMPTY));
  }

  /// The same with the keys, the programs and the URLs of the agent's own configuration.
  SourceReader with(Config config) {
    return new SourceReader(
        git,
        renderer.using(config.renderers()),
        cluster,
        lookup,
        new AgeKeys(config.sops(), lookup),
        () -> fetcher(config),
        comparedOnly,
        builds,
        progress);
  }

  /// The same for those who do not ask what sources declare besides what is compared.
  SourceReader withoutElsewhere() {
    return new SourceReader(git, renderer, cluster, lookup, keys, fetchers, true, builds, progress);
  }

  private Fetcher fetcher(Config config) {
    if (config.fetch().isEmpty()) {
      return Fetcher.NONE;
    }
    BuildOutputs known = BuildOutputs.fetched(git.cacheFolder());
    known.prune();
    return new AllowedFetcher(AllowedUrls.of(config.fetch()), git.environment(), known, git);
  }

  /// What came of reading a repository.
  sealed interface Result {
    /// It is still at the commit that is known.
    record Unchanged(Optional<Heads> heads) implements Result {}

    /// What was read of it.
    ///
    /// @param own its `drift.yaml`
    /// @param wanted what is compared and claimed
    /// @param asked of the cluster while it was rendered
    /// @param newer all of it as it is read, and at the commits that deployers may be applying;
    ///     none if they have applied what is read
    record Read(
        String repo,
        Optional<String> commit,
        Optional<Heads> heads,
        Config.Reading own,
        List<SourceConfig> wanted,
        String renderer,
        Rendered rendered,
        AskedFacts asked,
        List<Rendered> newer)
        implements Result {}
  }

  /// @param prefix of all paths; empty if it is the only source of the run
  /// @param known the commit of which everything is known already. A folder is always read, since
  ///     its files may have changed without one
  /// @throws dev.drift.model.DriftException if the repository cannot be read
  Result read(GitRequest request, String prefix, Optional<String> known) {
    SourceSpec spec = new SourceSpec(request.repo(), request.revision());
    boolean clone = Sources.isUrl(spec);
    Lazy<ParsedFiles> parsed = new Lazy<>(() -> parsed(spec));
    return progress.during(
        "Reading " + SafeUrl.of(request.repo()),
        () -> {
          Result result =
              git.read(
                  spec,
                  id -> parsed.get().content(id),
                  checkout ->
                      clone && known.isPresent() && known.equals(checkout.commit())
                          ? new Result.Unchanged(checkout.heads())
                          : render(checkout, request, prefix, parsed.get()));
          if (result instanceof Result.Read) {
            parsed.get().save();
            kept(request).ifPresent(BuildOutputs::prune);
          }
          return result;
        });
  }

  /// Whether rendering would learn the same of the cluster again.
  boolean areStillSo(AskedFacts asked) {
    return asked.areStillSo(cluster);
  }

  private ParsedFiles parsed(SourceSpec spec) {
    return git.cloneFolder(spec).map(ParsedFiles::of).orElseGet(ParsedFiles::none);
  }

  private KnownBuilds builds(GitRequest request) {
    return kept(request).<KnownBuilds>map(it -> it).orElse(builds);
  }

  private Optional<BuildOutputs> kept(GitRequest request) {
    return git.cloneFolder(new SourceSpec(request.repo(), request.revision()))
        .map(BuildOutputs::of);
  }

  /// Opens a source again.
  ///
  /// @param prefix as it was read
  /// @throws dev.drift.model.DriftException if the repository cannot be read any more
  <T> T open(GitRequest request, String prefix, AdoptableSource.Reader<T> reader) {
    SourceSpec spec = new SourceSpec(request.repo(), request.revision());
    ParsedFiles parsed = parsed(spec);
    return git.read(
        spec,
        parsed::content,
        checkout ->
            reader.read(
                checkout.tree(),
                tree -> declared(new Rendering(tree, checkout, request, prefix, parsed).asRead())));
  }

  /// Opens a source again, to render it with changed files: at the commit that was read, or a
  /// folder as it stands.
  ///
  /// @param files as origins name them: what is made of others need not be rendered
  /// @throws dev.drift.model.DriftException if the repository cannot be read any more
  <T> T tryOut(
      SourceReading read, String prefix, Set<String> files, AdoptableSource.Reader<T> reader) {
    GitRequest request = read.request();
    SourceSpec asked = new SourceSpec(request.repo(), request.revision());
    SourceSpec spec =
        Sources.isUrl(asked)
            ? new SourceSpec(request.repo(), read.source().commit().or(asked::revision))
            : asked;
    ParsedFiles parsed = parsed(spec);
    return git.read(
        spec,
        parsed::content,
        checkout ->
            reader.read(
                checkout.tree(),
                tree ->
                    declared(
                        new Rendering(tree, checkout.knowing(read.heads()), request, prefix, parsed)
                            .trying(files))));
  }

  /// Whether a source is a repository on this machine that has no files to change.
  ///
  /// @throws dev.drift.model.DriftException if it cannot be read
  boolean isBare(GitRequest request) {
    return git.isBare(new SourceSpec(request.repo(), request.revision()));
  }

  private static AdoptableSource.Declared declared(Rendered rendered) {
    return new AdoptableSource.Declared(
        rendered.manifests(),
        rendered.elsewhere().manifests(),
        rendered.problems().size()
            + rendered.skipped().size()
            + rendered.unrendered().size()
            + rendered.elsewhere().unrendered().size());
  }

  private Result.Read render(
      Checkout checkout, GitRequest request, String prefix, ParsedFiles parsed) throws IOException {
    Rendering rendering = new Rendering(checkout.tree(), checkout, request, prefix, parsed);
    Rendered rendered = rendering.applied();
    boolean older =
        rendered.problems().stream().anyMatch(it -> it.code() == Problem.Code.NOT_YET_APPLIED);
    return new Result.Read(
        checkout.repo(),
        checkout.commit(),
        checkout.heads(),
        rendering.own,
        rendering.wanted,
        String.join(", ", rendered.renderers()),
        rendered,
        rendering.asked,
        older ? rendering.newer() : List.of());
  }

  /// Renders a source that is open.
  private final class Rendering {
    private final SourceTree tree;
    private final Checkout checkout;
    private final GitRequest request;
    private final String prefix;
    private final ParsedFiles parsed;
    private final Fetcher fetcher = fetchers.get();
    private final AskedFacts asked = new AskedFacts(cluster);
    private final Config.Reading own;
    private final List<SourceConfig> wanted;

    /// @param tree of the checkout, perhaps with some files changed
    Rendering(
        SourceTree tree, Checkout checkout, GitRequest request, String prefix, ParsedFiles parsed)
        throws IOException {
      this.tree = tree;
      this.checkout = checkout;
      this.request = request;
      this.prefix = prefix;
      this.parsed = parsed;
      this.own = ownConfig(tree);
      this.wanted = wanted(request, own.config());
    }

    Rendered asRead() throws IOException {
      return renderer.render(tree, renderRequest(options()));
    }

    /// As read, and at each commit in between that a deployer may be applying.
    List<Rendered> newer() throws IOException {
      List<Rendered> all = new ArrayList<>(List.of(asRead()));
      for (String commit : NamedCommits.applying(cluster, asked.kinds())) {
        if (!checkout.commit().equals(Optional.of(commit))
            && at(commit) instanceof OtherRevisions.Answer.Found(SourceTree then)) {
          all.add(renderer.render(then, renderRequest(options())));
        }
      }
      return all;
    }

    Rendered trying(Set<String> files) throws IOException {
      return renderer.render(tree, renderRequest(options().trying(files)));
    }

    /// What deployers have applied, if that is what is compared.
    Rendered applied() throws IOException {
      return switch (request.revisions()) {
        case HEAD -> asRead();
        case APPLIED -> renderer.render(tree, renderRequest(options().at(this::at)));
      };
    }

    private OtherRevisions.Answer at(String commit) {
      try {
        return new OtherRevisions.Answer.Found(checkout.revisions().at(commit));
      } catch (DriftException | IOException e) {
        return new OtherRevisions.Answer.Unknown(
            "which is not in %s: fetch it, for instance with a deeper clone"
                .formatted(checkout.repo()));
      }
    }

    private RenderOptions options() {
      return new RenderOptions(Optional.empty(), request.sourcesFromCluster(), comparedOnly);
    }

    private RenderRequest renderRequest(RenderOptions options) {
      List<String> compared =
          wanted.stream().anyMatch(source -> source.paths().isEmpty())
              ? List.of()
              : wanted.stream().flatMap(source -> source.paths().stream()).toList();
      return new RenderRequest(
              request.paths(),
              compared,
              prefix,
              parsed,
              helm(request, own.config()),
              asked,
              repository())
          .with(builds(request), keys)
          .with(options)
          .with(fetcher);
    }

    private SourceRepository repository() {
      return SourceRepository.of(
          checkout.repo(),
          Stream.concat(checkout.remotes().stream(), request.urls().stream()).toList(),
          checkout.commit(),
          request.revision(),
          checkout
              .commit()
              .map(commit -> checkout.heads().orElse(Heads.NONE).named(commit))
              .orElse(Set.of()));
    }
  }

  /// The charts that the agent names, else those that the repository names itself.
  private static List<HelmConfig> helm(GitRequest request, Config own) {
    return request.helm().isEmpty()
        ? own.sources().stream().flatMap(it -> it.helm().stream()).toList()
        : request.helm();
  }

  /// The repository's own `drift.yaml`, which stands at its root. If it is refused, so is the file
  /// among those that are rendered.
  private static Config.Reading ownConfig(SourceTree tree) throws IOException {
    return switch (tree.read(ConfigReader.FILE_NAME)) {
      case SourceTree.FileRead.Read(var file) -> ConfigFiles.ofRepository(file);
      case SourceTree.FileRead.Missing _, SourceTree.FileRead.Refused _ ->
          new Config.Reading(Config.EMPTY, List.of());
    };
  }

  /// What is compared and claimed: as the agent says, else as the repository says. Paths that the
  /// agent gives are one source, with the scope that the repository gives all of its own.
  private static List<SourceConfig> wanted(GitRequest request, Config own) {
    if (!own.sources().isEmpty() && request.paths().isEmpty() && request.scope().isEmpty()) {
      return own.sources();
    }
    List<Scope> scopes =
        own.sources().stream().map(one -> one.scope().orElse(Scope.NAMESPACES)).distinct().toList();
    Optional<Scope> ofAll = scopes.size() == 1 ? Optional.of(scopes.getFirst()) : Optional.empty();
    return List.of(
        new SourceConfig(
            "source",
            SourceConfig.OWN_FOLDER,
            Optional.empty(),
            request.paths(),
            request.scope().or(() -> ofAll),
            request.defaultNamespace()));
  }
}

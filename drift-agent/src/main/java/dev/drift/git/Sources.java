package dev.drift.git;

import dev.drift.model.BranchPair;
import dev.drift.model.Checkout;
import dev.drift.model.DriftException;
import dev.drift.model.Heads;
import dev.drift.model.Problem;
import dev.drift.model.Source;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/// Opens desired state: a local or remote Git repository, or a folder.
///
/// What is read is untrusted: no hook, filter or submodule runs or is followed, no link leads out,
/// sizes are bounded, and nothing is checked out. Safe for use by several threads and processes.
public final class Sources {
  private static final String RENDERER = "plain";

  private final GitOptions options;

  public Sources(GitOptions options) {
    this.options = options;
    QuietSystem.install();
  }

  /// Reads the manifests of a source: files that end in `.yaml`, `.yml` or `.json`.
  ///
  /// The root that paths are counted from is that of the repository, or the folder that was given,
  /// even if it is within a work tree: nothing above it is read.
  ///
  /// @throws DriftException if there is nothing to read: no such folder or revision, or a
  ///     repository out of reach. Problems of single files are in the checkout.
  public Checkout open(SourceSpec spec) {
    return open(spec, ParsedFiles.none());
  }

  /// The same, but without unpacking what is known.
  ///
  /// @param parsed of this source
  public Checkout open(SourceSpec spec, ParsedFiles parsed) {
    Optional<Path> folder = folder(spec.repo());
    if (folder.isEmpty() && RepoUrl.is(spec.repo())) {
      return remote(spec, RepoUrl.parse(spec.repo()), parsed);
    }
    try {
      return local(spec, folder.orElseThrow(() -> notFound(spec)));
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(spec, e);
    }
  }

  /// What earlier runs parsed of a source; empty for local sources, which have no clone to store it
  /// with.
  ///
  /// @throws DriftException if the URL is not valid
  public ParsedFiles parsed(SourceSpec spec) {
    if (folder(spec.repo()).isPresent() || !RepoUrl.is(spec.repo())) {
      return ParsedFiles.none();
    }
    RepoUrl url = RepoUrl.parse(spec.repo());
    return ParserName.ofThisProgram()
        .map(parser -> new CloneCache(options).parsed(url, parser))
        .orElseGet(ParsedFiles::none);
  }

  private static DriftException unreadable(SourceSpec spec, Exception cause) {
    return new DriftException(
        Problem.of(
            Problem.Code.REPOSITORY_UNREACHABLE,
            "%s cannot be read; check its permissions and run git fsck."
                .formatted(RepoUrl.shown(spec.repo()))),
        cause);
  }

  /// The branches of a source of which [#open] did not learn them.
  ///
  /// @throws DriftException if the server is out of reach or refuses
  public Heads heads(SourceSpec spec) {
    RepoUrl url = RepoUrl.parse(spec.repo());
    Remote remote = new Remote(url, options);
    try {
      return new CloneCache(options).use(url, clone -> RemoteCommit.heads(remote.refs(clone)));
    } catch (IOException | UncheckedIOException e) {
      throw Failures.of(url, e, remote.askedForLogin());
    }
  }

  /// Compares branches of a source. From a server as much of their history is fetched as it takes;
  /// a repository on this machine is taken as it is.
  ///
  /// @param heads of all branches that the pairs name
  /// @throws DriftException if the server is out of reach or refuses, or a repository cannot be
  ///     read
  public BranchReading compare(SourceSpec spec, Heads heads, List<BranchPair> pairs) {
    if (!heads.ofServer()) {
      try {
        return in(
                Path.of(spec.repo()).toRealPath(),
                (repository, _) -> new LocalBranches(repository).compare(heads.branches(), pairs))
            .orElseThrow(() -> notFound(spec));
      } catch (IOException | UncheckedIOException e) {
        throw unreadable(spec, e);
      }
    }
    RepoUrl url = RepoUrl.parse(spec.repo());
    Remote remote = new Remote(url, options);
    try {
      return new CloneCache(options)
          .useHistory(
              url, clone -> new RemoteBranches(clone, remote, heads.branches()).compare(pairs));
    } catch (IOException | UncheckedIOException e) {
      throw Failures.of(url, e, remote.askedForLogin());
    }
  }

  private static Optional<Path> folder(String repo) {
    try {
      return Optional.of(Path.of(repo)).filter(path -> !repo.isEmpty() && Files.exists(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static DriftException notFound(SourceSpec spec) {
    return new DriftException(
        Problem.of(
            Problem.Code.PATH_NOT_FOUND,
            "There is no folder %s; --repo takes a folder or a URL."
                .formatted(RepoUrl.shown(spec.repo()))));
  }

  private Checkout remote(SourceSpec spec, RepoUrl url, ParsedFiles parsed) {
    Remote remote = new Remote(url, options);
    try {
      return new CloneCache(options)
          .use(
              url,
              clone -> {
                RemoteCommit found = new RemoteCommit(clone, remote, url, options);
                RevCommit commit = found.find(spec.revision());
                try (ObjectReader reader = clone.newObjectReader()) {
                  CommitTree tree = new CommitTree(reader, commit.getTree(), parsed);
                  TreeReader.Reading reading =
                      TreeReader.read(tree, options.limits(), spec.paths());
                  return checkout(
                      url.shown(),
                      spec,
                      Optional.of(commit.name()),
                      found.heads(),
                      reading,
                      List.of());
                }
              });
    } catch (IOException | UncheckedIOException e) {
      throw Failures.of(url, e, remote.askedForLogin());
    }
  }

  private Checkout local(SourceSpec spec, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DriftException(
          Problem.of(
              Problem.Code.PATH_NOT_FOUND,
              "%s is a file; pass its folder as --repo and the file as --path."
                  .formatted(RepoUrl.shown(spec.repo()))));
    }
    Path real = folder.toRealPath();
    Optional<Checkout> checkout =
        in(
            real,
            (repository, prefix) ->
                new LocalRepository(repository, prefix, spec, options.limits()).open());
    if (checkout.isPresent()) {
      return checkout.get();
    }
    if (spec.revision().isPresent()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s is not a Git repository, so it has no revisions; remove --revision."
                  .formatted(RepoUrl.shown(spec.repo()))));
    }
    TreeReader.Reading reading =
        TreeReader.read(new DiskTree(real, Optional.empty()), options.limits(), spec.paths());
    return checkout(
        RepoUrl.shown(spec.repo()),
        spec,
        Optional.empty(),
        Optional.of(Heads.NONE),
        reading,
        List.of());
  }

  /// Works with the repository that a folder belongs to.
  private interface Work<T> {
    /// @param prefix path of the folder in the repository
    T with(Repository repository, String prefix) throws IOException;
  }

  /// Empty if the folder belongs to no repository.
  private static <T> Optional<T> in(Path folder, Work<T> work) throws IOException {
    Optional<GitFolder> git = GitFolder.of(folder);
    if (git.isEmpty()) {
      return Optional.empty();
    }
    try (Repository repository = LocalGit.open(git.get())) {
      Optional<String> prefix = prefix(repository, folder);
      return prefix.isPresent()
          ? Optional.of(work.with(repository, prefix.get()))
          : Optional.empty();
    }
  }

  /// Path of the folder in the repository; empty if it does not belong to it.
  private static Optional<String> prefix(Repository repository, Path folder) throws IOException {
    if (repository.isBare()) {
      boolean itself = repository.getDirectory().toPath().toRealPath().equals(folder);
      return itself ? Optional.of("") : Optional.empty();
    }
    Path top = repository.getWorkTree().toPath().toRealPath();
    if (!folder.startsWith(top) || folder.startsWith(top.resolve(".git"))) {
      return Optional.empty();
    }
    String prefix = top.relativize(folder).toString().replace(File.separatorChar, '/');
    return WorkTree.ignores(repository, prefix) ? Optional.empty() : Optional.of(prefix);
  }

  static Checkout checkout(
      String shown,
      SourceSpec spec,
      Optional<String> commit,
      Optional<Heads> heads,
      TreeReader.Reading reading,
      List<String> uncommitted) {
    Source source =
        new Source(shown, spec.revision(), commit, normal(spec.paths()), RENDERER, uncommitted);
    return new Checkout(
        source,
        heads,
        reading.files(),
        reading.others(),
        reading.othersUnread(),
        reading.skipped(),
        reading.problems());
  }

  static List<String> normal(List<String> paths) {
    return paths.stream().map(path -> TreePath.normal(path).orElse(path)).distinct().toList();
  }
}

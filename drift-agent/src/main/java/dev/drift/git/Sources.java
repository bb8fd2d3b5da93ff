package dev.drift.git;

import dev.drift.git.local.GitFolder;
import dev.drift.git.local.LocalBranches;
import dev.drift.git.local.LocalGit;
import dev.drift.git.local.LocalRepository;
import dev.drift.git.local.WorkTree;
import dev.drift.git.remote.CloneCache;
import dev.drift.git.remote.GitSettings;
import dev.drift.git.remote.Remote;
import dev.drift.git.remote.RemoteBranches;
import dev.drift.git.remote.RemoteCommit;
import dev.drift.git.remote.RemoteErrors;
import dev.drift.git.repository.BranchReading;
import dev.drift.git.repository.Checkout;
import dev.drift.git.repository.CommitTree;
import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.Revisions;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.Heads;
import dev.drift.net.AllowedUrls;
import dev.drift.tree.DiskTree;
import dev.drift.tree.FileTree;
import dev.drift.tree.SourceTree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/// Opens desired state: a local or remote Git repository, or a folder.
///
/// What is read is untrusted: no hook, filter or submodule runs or is followed, no link leads out,
/// sizes are bounded, and nothing is checked out. Safe for use by several threads and processes.
public final class Sources {
  private final GitSettings options;

  public Sources(GitSettings options) {
    this.options = options;
    QuietSystem.install();
  }

  /// Reads a source.
  ///
  /// The root that paths are counted from is that of the repository, or the folder that was given,
  /// even if it is within a work tree: nothing above it is read. Nobody else reads the clone of a
  /// URL meanwhile; if it turns out to be broken, it is made again and read again.
  ///
  /// @param known what need not be unpacked from a clone
  /// @throws DriftException if there is nothing to read: no such folder or revision, or a
  ///     repository out of reach
  public <T> T read(SourceSpec spec, KnownContent known, Checkout.Reader<T> reader) {
    Optional<Path> folder = folder(spec.repo());
    if (isUrl(spec)) {
      return remote(spec, RepoUrl.parse(spec.repo()), known, reader);
    }
    try {
      return local(spec, folder.orElseThrow(() -> notFound(spec)), reader);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(spec, e);
    }
  }

  /// The folder of the clone of a source, which need not exist yet and which only its user may
  /// enter; empty for local sources, which have none.
  ///
  /// @throws DriftException if the URL is not valid
  public Optional<Path> cloneFolder(SourceSpec spec) {
    return isUrl(spec)
        ? Optional.of(new CloneCache(options).folder(RepoUrl.parse(spec.repo())))
        : Optional.empty();
  }

  /// The folder that holds the clones, which need not exist yet.
  public Path cacheFolder() {
    return options.cache();
  }

  /// Where credentials and proxies are looked up.
  public Map<String, String> environment() {
    return options.environment();
  }

  /// The same for repositories that a source names, and whoever runs Drift allows.
  public Sources within(AllowedUrls urls) {
    return new Sources(options.within(urls));
  }

  /// Whether a source is read from a server, or from a `file:` URL, which is cloned as well.
  public static boolean isUrl(SourceSpec spec) {
    return folder(spec.repo()).isEmpty() && RepoUrl.is(spec.repo());
  }

  /// Whether a source on this machine is a repository without a work tree.
  ///
  /// @throws DriftException if it cannot be read
  public boolean isBare(SourceSpec spec) {
    try {
      Optional<Path> folder = folder(spec.repo());
      return folder.isPresent()
          && in(folder.get().toRealPath(), (repository, _, _) -> repository.isBare()).orElse(false);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(spec, e);
    }
  }

  private static DriftException unreadable(SourceSpec spec, Exception cause) {
    return new DriftException(
        Problem.of(
            Problem.Code.REPOSITORY_UNREACHABLE,
            "%s cannot be read; check its permissions and run git fsck."
                .formatted(RepoUrl.shown(spec.repo()))),
        cause);
  }

  /// The branches of a source whose [Checkout#heads] is empty.
  ///
  /// @throws DriftException if the server is out of reach or refuses
  public Heads heads(SourceSpec spec) {
    RepoUrl url = RepoUrl.parse(spec.repo());
    Remote remote = new Remote(url, options);
    try {
      return new CloneCache(options).use(url, clone -> RemoteCommit.heads(remote.refs(clone)));
    } catch (IOException | UncheckedIOException e) {
      throw RemoteErrors.of(url, e, remote.askedForLogin());
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
                (repository, _, _) ->
                    new LocalBranches(repository).compare(heads.branches(), pairs))
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
      throw RemoteErrors.of(url, e, remote.askedForLogin());
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

  private <T> T remote(
      SourceSpec spec, RepoUrl url, KnownContent known, Checkout.Reader<T> reading) {
    Remote remote = new Remote(url, options);
    try {
      return new CloneCache(options)
          .use(
              url,
              clone -> {
                RemoteCommit found = new RemoteCommit(clone, remote, url, options);
                RevCommit commit = found.find(spec.revision());
                try (ObjectReader reader = clone.newObjectReader()) {
                  return reading.read(
                      new Checkout(
                          url.shown(),
                          Optional.of(commit.name()),
                          found.heads(),
                          List.of(),
                          tree(new CommitTree(reader, commit.getTree(), known)),
                          other ->
                              tree(
                                  new CommitTree(
                                      reader, found.find(Optional.of(other)).getTree(), known))));
                }
              });
    } catch (IOException | UncheckedIOException e) {
      throw RemoteErrors.of(url, e, remote.askedForLogin());
    }
  }

  private SourceTree tree(FileTree files) {
    return new SourceTree(files, options.limits());
  }

  private <T> T local(SourceSpec spec, Path folder, Checkout.Reader<T> reading) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DriftException(
          Problem.of(
              Problem.Code.PATH_NOT_FOUND,
              "%s is a file; pass its folder as --repo and the file as --path."
                  .formatted(RepoUrl.shown(spec.repo()))));
    }
    Path real = folder.toRealPath();
    Optional<T> read =
        in(
            real,
            (repository, prefix, remotes) ->
                new LocalRepository(repository, prefix, remotes, spec, options.limits())
                    .read(reading));
    if (read.isPresent()) {
      return read.get();
    }
    if (spec.revision().isPresent()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s is not a Git repository, so it has no revisions; remove --revision."
                  .formatted(RepoUrl.shown(spec.repo()))));
    }
    return reading.read(
        new Checkout(
            RepoUrl.shown(spec.repo()),
            Optional.empty(),
            Optional.of(Heads.NONE),
            List.of(),
            tree(new DiskTree(real)),
            Revisions.NONE));
  }

  /// Works with the repository that a folder belongs to.
  private interface Work<T> {
    /// @param prefix path of the folder in the repository
    /// @param remotes URLs, as the repository writes them
    T with(Repository repository, String prefix, List<String> remotes) throws IOException;
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
          ? Optional.of(work.with(repository, prefix.get(), git.get().remotes()))
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
}

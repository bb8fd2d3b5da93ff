package dev.drift.git;

import dev.drift.model.Checkout;
import dev.drift.model.DriftException;
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
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Opens desired state where it is written: a Git repository near or far, or a folder.
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
  /// also where it stands within a work tree: nothing above it is read.
  ///
  /// @throws DriftException where there is nothing to read: no such folder or revision, or a
  ///     repository out of reach. What is wrong with single files stands in the checkout.
  public Checkout open(SourceSpec spec) {
    Optional<Path> folder = folder(spec.repo());
    if (folder.isEmpty() && RepoUrl.is(spec.repo())) {
      return remote(spec, RepoUrl.parse(spec.repo()));
    }
    try {
      return local(spec, folder.orElseThrow(() -> notFound(spec)));
    } catch (IOException | UncheckedIOException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.REPOSITORY_UNREACHABLE,
              "%s cannot be read; look at its permissions, and with git fsck at the repository."
                  .formatted(Printable.of(spec.repo()))),
          e);
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
                .formatted(Printable.of(spec.repo()))));
  }

  private Checkout remote(SourceSpec spec, RepoUrl url) {
    Remote remote = new Remote(url, options);
    try {
      return new CloneCache(options)
          .use(
              url,
              clone -> {
                RevCommit commit =
                    new RemoteCommit(clone, remote, url, options).find(spec.revision());
                try (ObjectReader reader = clone.newObjectReader()) {
                  TreeReader.Reading reading =
                      new TreeReader(new CommitTree(reader, commit.getTree()), options.limits())
                          .read(spec.paths());
                  return checkout(
                      url.shown(), spec, Optional.of(commit.name()), reading, List.of());
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
              "%s is a file; give its folder as --repo and the file as --path."
                  .formatted(Printable.of(spec.repo()))));
    }
    Path real = folder.toRealPath();
    File gitDir = new FileRepositoryBuilder().findGitDir(real.toFile()).getGitDir();
    if (gitDir != null) {
      try (Repository repository =
          new FileRepositoryBuilder().setGitDir(gitDir).setMustExist(true).build()) {
        Optional<String> prefix = prefix(repository, real);
        if (prefix.isPresent()) {
          return new LocalRepository(repository, prefix.get(), spec, options.limits()).open();
        }
      }
    }
    if (spec.revision().isPresent()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s is no Git repository, so it has no revision; leave --revision out."
                  .formatted(Printable.of(spec.repo()))));
    }
    TreeReader.Reading reading =
        new TreeReader(new DiskTree(real, Optional.empty()), options.limits()).read(spec.paths());
    return checkout(Printable.of(spec.repo()), spec, Optional.empty(), reading, List.of());
  }

  /// Where the folder stands in the repository; nothing where it does not belong to it.
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
      TreeReader.Reading reading,
      List<String> uncommitted) {
    Source source =
        new Source(shown, spec.revision(), commit, normal(spec.paths()), RENDERER, uncommitted);
    return new Checkout(
        source, List.copyOf(reading.files().values()), reading.skipped(), reading.problems());
  }

  static List<String> normal(List<String> paths) {
    return paths.stream().map(path -> TreePath.normal(path).orElse(path)).distinct().toList();
  }
}

package dev.drift.git.remote;

import dev.drift.files.OwnerOnly;
import dev.drift.git.repository.RepoUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Bare clones, one or two for each URL, that only their user can read. Holds nothing that
/// cannot be fetched again: a broken clone is deleted.
public final class CloneCache {
  /// Each fetch leaves a pack; a new clone is cheaper than searching many.
  private static final int MOST_PACKS = 50;

  private final GitSettings options;

  public CloneCache(GitSettings options) {
    this.options = options;
  }

  /// Works with a clone.
  public interface Work<T> {
    /// @throws IOException if the clone is broken
    T with(Repository clone) throws IOException;
  }

  /// With the clone that holds commits with their files.
  ///
  /// @throws IOException if the work fails with a new clone too
  public <T> T use(RepoUrl url, Work<T> work) throws IOException {
    return use(url, url.cacheName(), work);
  }

  /// With the clone that holds the history of branches, commits without their files.
  ///
  /// @throws IOException if the work fails with a new clone too
  public <T> T useHistory(RepoUrl url, Work<T> work) throws IOException {
    return use(url, url.cacheName() + "-history", work);
  }

  /// The clone that holds commits with their files. Only its user may enter it.
  public Path folder(RepoUrl url) {
    return options.cache().resolve(url.cacheName());
  }

  private <T> T use(RepoUrl url, String name, Work<T> work) throws IOException {
    OwnerOnly.createDirectories(options.cache());
    Path folder = options.cache().resolve(name);
    Path lock = options.cache().resolve(name + ".lock");
    try (CacheLock _ = CacheLock.take(lock, url.shown(), options)) {
      if (packs(folder) > MOST_PACKS) {
        delete(folder);
      }
      boolean existed = Files.exists(folder);
      try {
        return open(folder, work);
      } catch (IOException | UncheckedIOException e) {
        if (!existed) {
          throw e;
        }
        options.progress().accept("Re-creating the broken clone of " + url.shown());
        delete(folder);
        return open(folder, work);
      }
    }
  }

  private static <T> T open(Path folder, Work<T> work) throws IOException {
    try (Repository clone =
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
      if (!Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
        OwnerOnly.createDirectories(folder);
        clone.create(true);
      }
      return work.with(clone);
    }
  }

  private static long packs(Path folder) throws IOException {
    Path packs = folder.resolve("objects/pack");
    if (!Files.isDirectory(packs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(packs)) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

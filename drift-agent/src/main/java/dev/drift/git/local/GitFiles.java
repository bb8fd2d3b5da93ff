package dev.drift.git.local;

import dev.drift.model.DriftException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// Checks that all that JGit may read of a repository is a regular file within it: JGit follows
/// links and waits for pipes.
final class GitFiles {
  /// What JGit reads. Hooks, logs, submodules and other work trees are of no concern.
  private static final List<String> READ =
      List.of("HEAD", "config", "packed-refs", "shallow", "objects", "refs", "reftable", "info");

  /// Bounds what JGit holds in memory: some half a million refs.
  private static final long LARGEST_REFS = 64L * 1024 * 1024;

  private GitFiles() {}

  /// @throws DriftException with INVALID_REPOSITORY
  /// @throws IOException if the disk cannot be read
  static void check(GitFolder git) throws IOException {
    check(git.folder());
    if (!git.common().equals(git.folder())) {
      check(git.common());
    }
    Path alternates = git.common().resolve("objects/info/alternates");
    if (Files.exists(alternates) && !Files.readString(alternates).isBlank()) {
      throw GitFolder.refused("%s refers to objects of another repository".formatted(alternates));
    }
    Path refs = git.common().resolve("packed-refs");
    if (Files.exists(refs) && Files.size(refs) > LARGEST_REFS) {
      throw GitFolder.refused(
          "%s is larger than %d MiB".formatted(refs, LARGEST_REFS / 1024 / 1024));
    }
  }

  private static void check(Path folder) throws IOException {
    for (String name : READ) {
      Path path = folder.resolve(name);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.walkFileTree(path, new Visitor());
      }
    }
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile()) {
        throw GitFolder.refused(
            "%s is %s"
                .formatted(file, attributes.isSymbolicLink() ? "a link" : "not a regular file"));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

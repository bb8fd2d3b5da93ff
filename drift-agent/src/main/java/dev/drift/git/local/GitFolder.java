package dev.drift.git.local;

import dev.drift.git.repository.SafeText;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;

/// Where a repository on this machine keeps its objects and refs.
///
/// Found without JGit, which would read `.git/HEAD` whatever it is, also a named pipe.
///
/// @param folder `.git`, or the bare repository
/// @param common that of the main work tree if several share the objects; otherwise the folder
/// @param workTree empty for a bare repository
public record GitFolder(Path folder, Path common, Optional<Path> workTree) {
  private static final int LARGEST_LINK = 4096;
  private static final int LARGEST_CONFIG = 1024 * 1024;

  /// The repository that a folder belongs to; empty if it belongs to none.
  ///
  /// @param start without links
  /// @throws DriftException with INVALID_REPOSITORY if it is not read
  /// @throws IOException if the disk cannot be read
  public static Optional<GitFolder> of(Path start) throws IOException {
    for (Path at = start; at != null; at = at.getParent()) {
      if (at.endsWith(".git")) {
        continue; // of the folder above
      }
      Path git = at.resolve(".git");
      if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
        if (isRepository(git)) {
          return Optional.of(new GitFolder(git, git, Optional.of(at)));
        }
      } else if (Files.isRegularFile(git, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(linked(git, at));
      } else if (Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
        throw refused("%s is neither a folder nor a regular file".formatted(git));
      } else if (isRepository(at)) {
        return Optional.of(new GitFolder(at, at, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static boolean isRepository(Path folder) {
    return Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
        && Files.exists(folder.resolve("objects"), LinkOption.NOFOLLOW_LINKS)
        && Files.exists(folder.resolve("refs"), LinkOption.NOFOLLOW_LINKS);
  }

  /// A work tree whose repository is elsewhere: one of several, or that of a submodule. The
  /// repository must say the same, or anybody's could be read.
  private static GitFolder linked(Path git, Path workTree) throws IOException {
    String text = text(git, LARGEST_LINK).strip();
    Optional<Path> folder =
        text.startsWith("gitdir:")
            ? path(workTree, text.substring("gitdir:".length()).strip())
            : Optional.empty();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      throw refused("%s does not point to a repository folder".formatted(git));
    }
    Path real = folder.get().toRealPath();
    Path back = real.resolve("gitdir");
    boolean namesItBack =
        Files.exists(back, LinkOption.NOFOLLOW_LINKS)
            ? is(path(real, text(back, LARGEST_LINK).strip()), git)
            : is(
                Optional.ofNullable(config(real).getString("core", null, "worktree"))
                    .flatMap(named -> path(real, named)),
                workTree);
    if (!namesItBack) {
      throw refused(
          "%s points to a repository that does not point back to it (core.worktree)"
              .formatted(git));
    }
    Path common = real.resolve("commondir");
    Optional<Path> shared =
        Files.exists(common, LinkOption.NOFOLLOW_LINKS)
            ? path(real, text(common, LARGEST_LINK).strip())
            : Optional.of(real);
    if (shared.isEmpty() || !Files.isDirectory(shared.get())) {
      throw refused("%s does not point to a repository folder".formatted(common));
    }
    return new GitFolder(real, shared.get().toRealPath(), Optional.of(workTree));
  }

  private static boolean is(Optional<Path> named, Path path) throws IOException {
    return named.isPresent() && Files.exists(named.get()) && Files.isSameFile(named.get(), path);
  }

  private static Optional<Path> path(Path folder, String text) {
    try {
      return Optional.of(folder.resolve(text).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// The settings of the repository, without those that it includes from other files.
  ///
  /// @throws DriftException with INVALID_REPOSITORY if they cannot be read
  Config config() throws IOException {
    return config(common);
  }

  /// The URLs of the remotes, by the names of these. The repository that JGit opens does not know
  /// them: it is opened without its configuration, which may come from anybody.
  ///
  /// @throws DriftException with INVALID_REPOSITORY if they cannot be read
  public List<String> remotes() throws IOException {
    Config config = config();
    return config.getSubsections(ConfigConstants.CONFIG_REMOTE_SECTION).stream()
        .sorted()
        .flatMap(
            remote ->
                Stream.of(
                    config.getStringList(
                        ConfigConstants.CONFIG_REMOTE_SECTION,
                        remote,
                        ConfigConstants.CONFIG_KEY_URL)))
        .toList();
  }

  private static Config config(Path folder) throws IOException {
    Path file = folder.resolve("config");
    Config config = new Config();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        config.fromText(text(file, LARGEST_CONFIG));
      } catch (ConfigInvalidException | IllegalArgumentException e) {
        throw refused("%s is not a valid Git configuration".formatted(file));
      }
    }
    return config;
  }

  private static String text(Path file, int largest) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw refused("%s is not a regular file".formatted(file));
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw refused("%s is larger than %d KiB".formatted(file, largest / 1024));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /// @param what half a sentence
  static DriftException refused(String what) {
    return new DriftException(
        Problem.of(
            Problem.Code.INVALID_REPOSITORY,
            "%s, so the repository was not read; clone it with git clone and read the clone."
                .formatted(SafeText.of(what))));
  }
}

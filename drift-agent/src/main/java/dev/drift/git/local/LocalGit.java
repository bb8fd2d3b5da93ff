package dev.drift.git.local;

import dev.drift.model.DriftException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/// Opens a repository on this machine, which may come from anybody.
public final class LocalGit {
  private LocalGit() {}

  /// @throws DriftException with INVALID_REPOSITORY if it is not read
  /// @throws IOException if the disk cannot be read
  public static Repository open(GitFolder git) throws IOException {
    Config config = git.config();
    checkFormat(git, config);
    GitFiles.check(git);
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder()
            .setFS(isReftable(config) ? FS.DETECTED : new PlainConfigFs())
            .setGitDir(git.folder().toFile())
            .setGitCommonDir(git.common().toFile())
            .setMustExist(true);
    if (git.workTree().isPresent()) {
      builder.setWorkTree(git.workTree().get().toFile());
    } else {
      builder.setBare();
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw GitFolder.refused(
          "%s is not a valid Git configuration".formatted(git.common().resolve("config")));
    }
  }

  /// The one setting without which JGit would not find the refs.
  private static boolean isReftable(Config config) {
    return "reftable".equalsIgnoreCase(config.getString("extensions", null, "refstorage"));
  }

  private static void checkFormat(GitFolder git, Config config) {
    long version;
    try {
      version = config.getLong("core", null, "repositoryformatversion", 0);
    } catch (IllegalArgumentException e) {
      version = -1;
    }
    if (version < 0 || version > 1) {
      throw GitFolder.refused(
          "%s has a format that Drift does not support".formatted(git.common().resolve("config")));
    }
    checkExtension(git, config, "objectformat", List.of("sha1"));
    checkExtension(git, config, "refstorage", List.of("files", "reftable"));
    if (isReftable(config) && config.getStringList("include", null, "path").length > 0) {
      throw GitFolder.refused("%s includes other files".formatted(git.common().resolve("config")));
    }
  }

  private static void checkExtension(
      GitFolder git, Config config, String name, List<String> known) {
    Optional<String> value = Optional.ofNullable(config.getString("extensions", null, name));
    if (value.filter(one -> !known.contains(one.toLowerCase(Locale.ROOT))).isPresent()) {
      throw GitFolder.refused(
          "%s sets extensions.%s to a value other than %s"
              .formatted(git.common().resolve("config"), name, String.join(" and ", known)));
    }
  }
}

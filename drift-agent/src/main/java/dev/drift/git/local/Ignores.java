package dev.drift.git.local;

import dev.drift.git.repository.SafeText;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Git ignores in a work tree, by `.gitignore` and `info/exclude`. Never what is committed.
final class Ignores {
  private static final int LARGEST = 1024 * 1024;

  private final Path workTree;
  private final String prefix;
  private final List<IgnoreRules> excludes;
  private final Optional<CommittedPaths> committed;

  /// Ignored folders in which there are committed files.
  private final Set<String> entered = new HashSet<>();

  private final Map<String, Optional<IgnoreRules>> byFolder = new HashMap<>();

  /// @param prefix the folder of the work tree that paths are counted from
  /// @param committed what HEAD has; empty if that does not matter
  Ignores(Path workTree, String prefix, Path exclude, Optional<CommittedPaths> committed) {
    this.workTree = workTree;
    this.prefix = prefix;
    this.excludes = rules(exclude).stream().toList();
    this.committed = committed;
  }

  /// @param path counted from the prefix; its folder was asked about before, and is not ignored
  /// @throws IOException if the repository cannot be read
  boolean ignored(String path, boolean folder) throws IOException {
    boolean isCommitted = committed.isPresent() && committed.get().has(path);
    if (isCommitted && !folder) {
      return false;
    }
    // What is not committed in an ignored folder is ignored, whatever its name.
    boolean matched = entered.contains(TreePath.parent(path)) || matched(path, folder);
    if (isCommitted && matched) {
      entered.add(path);
    }
    return matched && !isCommitted;
  }

  /// Whether the rules match it.
  private boolean matched(String path, boolean folder) {
    String full = TreePath.join(prefix, path);
    String at = full;
    do {
      at = TreePath.parent(at);
      String inner = at.isEmpty() ? full : full.substring(at.length() + 1);
      Optional<Boolean> said =
          byFolder
              .computeIfAbsent(at, name -> rules(workTree.resolve(name).resolve(".gitignore")))
              .flatMap(rules -> rules.ignored(inner, folder));
      if (said.isPresent()) {
        return said.get();
      }
    } while (!at.isEmpty());
    return excludes.stream().anyMatch(rules -> rules.ignored(full, folder).orElse(false));
  }

  private Optional<IgnoreRules> rules(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      Optional<IgnoreRules> rules =
          bytes.length > LARGEST
              ? Optional.empty()
              : IgnoreRules.parse(new String(bytes, StandardCharsets.UTF_8));
      return Optional.of(rules.orElseThrow(() -> tooLarge(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DriftException tooLarge(Path file) {
    return new DriftException(
        Problem.of(
            Problem.Code.FILE_TOO_LARGE,
            "%s is larger than 1 MiB or has more than %d rules; shorten it."
                .formatted(SafeText.of(workTree.relativize(file).toString()), IgnoreRules.MOST)));
  }
}

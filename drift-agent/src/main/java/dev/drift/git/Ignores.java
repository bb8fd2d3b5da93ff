package dev.drift.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;

/// What Git ignores in a work tree, by `.gitignore` and `info/exclude`. Never what is committed.
final class Ignores {
  private final Path workTree;
  private final String prefix;
  private final List<IgnoreNode> excludes;
  private final Set<String> committed;
  private final Map<String, Optional<IgnoreNode>> nodes = new HashMap<>();

  /// @param prefix the folder of the work tree that paths are counted from
  /// @param committed manifests of HEAD and the folders above them, counted from the prefix
  Ignores(Path workTree, String prefix, Path exclude, Set<String> committed) {
    this.workTree = workTree;
    this.prefix = prefix;
    this.excludes = node(exclude).stream().toList();
    this.committed = Set.copyOf(committed);
  }

  /// @param path counted from the prefix; its folder is not ignored
  boolean ignored(String path, boolean folder) {
    if (committed.contains(path)) {
      return false;
    }
    String full = TreePath.join(prefix, path);
    String at = full;
    do {
      at = TreePath.parent(at);
      String inner = at.isEmpty() ? full : full.substring(at.length() + 1);
      Optional<Boolean> said =
          nodes
              .computeIfAbsent(at, name -> node(workTree.resolve(name).resolve(".gitignore")))
              .map(node -> node.checkIgnored(inner, folder));
      if (said.isPresent()) {
        return said.get();
      }
    } while (!at.isEmpty());
    return excludes.stream().anyMatch(node -> Boolean.TRUE.equals(node.checkIgnored(full, folder)));
  }

  private static Optional<IgnoreNode> node(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      IgnoreNode node = new IgnoreNode();
      node.parse(in);
      return Optional.of(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

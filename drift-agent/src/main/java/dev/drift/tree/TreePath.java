package dev.drift.tree;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Paths from the root of a tree, as text with `/`.
public final class TreePath {
  private TreePath() {}

  /// Without `.`, `..` and doubled slashes; empty if it is absolute or leads out of the root.
  public static Optional<String> normal(String path) {
    if (path.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (parts.pollLast() == null) {
            return Optional.empty();
          }
        }
        default -> parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /// The same of several, each once; those that lead out of the root as they are.
  public static List<String> normal(Collection<String> paths) {
    return paths.stream().map(path -> normal(path).orElse(path)).distinct().toList();
  }

  public static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  public static boolean isWithin(String path, String folder) {
    return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
  }
}

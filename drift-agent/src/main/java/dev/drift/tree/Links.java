package dev.drift.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Follows symbolic links within a tree, never out of it.
final class Links {
  private static final int MOST_HOPS = 20;

  private final FileTree tree;

  Links(FileTree tree) {
    this.tree = tree;
  }

  /// Where a path leads.
  sealed interface Found {
    /// A file, a folder or a submodule; never a link.
    record At(Entry entry) implements Found {}

    record Missing() implements Found {}

    /// A link on the way leads out of the tree.
    record Outside() implements Found {}

    record Loop() implements Found {}
  }

  /// @param path normalised
  /// @throws IOException if the tree cannot be read
  Found follow(String path) throws IOException {
    String rest = path;
    for (int hops = 0; hops <= MOST_HOPS; hops++) {
      Optional<Entry> link = firstLink(rest);
      if (link.isEmpty()) {
        return tree.find(rest).<Found>map(Found.At::new).orElseGet(Found.Missing::new);
      }
      String at = link.get().path();
      String target = target(link.get());
      if (target.startsWith("/")) {
        return new Found.Outside();
      }
      Optional<String> next =
          TreePath.normal(TreePath.join(TreePath.parent(at), target) + rest.substring(at.length()));
      if (next.isEmpty()) {
        return new Found.Outside();
      }
      rest = next.get();
    }
    return new Found.Loop();
  }

  /// The first link on the way to a path, including the path itself.
  private Optional<Entry> firstLink(String path) throws IOException {
    for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      Optional<Entry> entry = tree.find(part);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (entry.get().kind() == Entry.Kind.LINK) {
        return entry;
      }
      if (slash < 0) {
        return Optional.empty();
      }
    }
  }

  private static String target(Entry link) throws IOException {
    return new String(link.content().read(FileTree.LONGEST_LINK), StandardCharsets.UTF_8);
  }
}

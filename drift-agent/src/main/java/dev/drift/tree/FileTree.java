package dev.drift.tree;

import dev.drift.model.origin.SourceFile;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A tree of files as Git or a disk holds it, without bounds. Follows no links.
public interface FileTree {
  /// In bytes; what a longer link leads to does not exist.
  int LONGEST_LINK = 4096;

  /// What is at this path; empty also if there is a link on the way.
  ///
  /// @param path normalised, with `/`; empty for the root
  /// @throws IOException if the tree cannot be read
  Optional<Entry> find(String path) throws IOException;

  /// Everything below a folder but the folders themselves.
  ///
  /// @throws IOException if the tree cannot be read
  void walk(Entry folder, Consumer<Entry> visitor) throws IOException;

  /// Whether a file of this path would be no part of the tree, because Git ignores it.
  ///
  /// @param path normalised
  /// @throws IOException if the tree cannot be read
  default boolean ignores(String path) throws IOException {
    return false;
  }

  /// The files that differ from the commit of a work tree, or that only one of the two has, sorted.
  ///
  /// @param read what was read of the tree
  /// @param selection which files count
  /// @param paths folders or files that count, normalised; none for all
  /// @throws IOException if the tree cannot be read
  default List<String> uncommitted(
      Collection<SourceFile> read, FileSelection selection, List<String> paths) throws IOException {
    return List.of();
  }
}

package dev.drift.git;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// A tree of files as Git or a disk holds it. Follows no links.
interface FileTree {
  /// What is at this path; empty also if there is a link on the way.
  ///
  /// @param path normalised, with `/`; empty for the root
  /// @throws IOException if the tree cannot be read
  Optional<Entry> find(String path) throws IOException;

  /// Everything below a folder but the folders themselves.
  ///
  /// @throws IOException if the tree cannot be read
  void walk(Entry folder, Consumer<Entry> visitor) throws IOException;
}

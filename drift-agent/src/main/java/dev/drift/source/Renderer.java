package dev.drift.source;

import dev.drift.config.RenderersConfig;
import dev.drift.tree.SourceTree;
import java.io.IOException;

/// Turns the files of a source into manifests. It selects the files that it reads, and never
/// reaches beyond the tree.
public interface Renderer {
  /// As configuration and reports call it: `plain`.
  String name();

  /// What is wrong with files is among the problems of the result, all of it at once.
  ///
  /// @throws IOException if the tree itself cannot be read
  Rendered render(SourceTree tree, RenderRequest request) throws IOException;

  /// The same with these programs instead of those on `PATH`.
  ///
  /// @param programs paths of executable files by the names of [RenderersConfig#NAMES]
  default Renderer using(RenderersConfig programs) {
    return this;
  }
}

package dev.drift.source.part;

import java.io.IOException;

/// Renders the parts of a source that one deployer applies, such as all its kustomizations.
public interface PartRenderer {
  /// What is wrong with a part is among the results.
  ///
  /// @throws IOException if the tree itself cannot be read, or a private copy cannot be written
  Parts render(Reading reading) throws IOException;
}

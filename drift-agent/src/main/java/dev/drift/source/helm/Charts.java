package dev.drift.source.helm;

import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The charts of a source. Each is read once: several releases may use it, and its archives count
/// against what all may unpack to.
public final class Charts {
  private final SourceTree tree;
  private final DocumentReader reader;
  private final ArchiveBudget budget = new ArchiveBudget();
  private final Map<String, HelmChart.Result> read = new HashMap<>();

  public Charts(SourceTree tree, DocumentReader reader) {
    this.tree = tree;
    this.reader = reader;
  }

  /// @param folder in the tree, normalised
  /// @throws IOException if the tree itself cannot be read
  public HelmChart.Result read(String folder) throws IOException {
    HelmChart.Result known = read.get(folder);
    if (known != null) {
      return known;
    }
    HelmChart.Result result = HelmChart.read(tree, folder, reader, budget);
    read.put(folder, result);
    return result;
  }
}

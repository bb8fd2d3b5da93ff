package dev.drift.tree;

import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.origin.SourceFile;
import java.util.List;

/// What was read of a tree.
///
/// @param files sorted by path
/// @param skipped what was left out with a reason: submodules, links to folders
/// @param problems files that were refused: too large, outside the tree, not readable
public record SelectedFiles(List<SourceFile> files, List<Skipped> skipped, List<Problem> problems) {
  public SelectedFiles {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }
}

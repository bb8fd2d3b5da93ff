package dev.drift.report.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/// Compares texts line by line, as `diff -u` prints it.
public final class UnifiedDiff {
  private UnifiedDiff() {}

  /// @param context lines around each change
  /// @return no lines if they are the same
  public static List<String> of(
      String gitName, String liveName, List<String> git, List<String> live, int context) {
    Patch<String> patch = DiffUtils.diff(git, live, new MyersDiffWithLinearSpace<>());
    return ordered(UnifiedDiffUtils.generateUnifiedDiff(gitName, liveName, git, patch, context));
  }

  /// The library puts what was added before what was removed in its place.
  private static List<String> ordered(List<String> diff) {
    List<String> lines = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (int i = 0; i < diff.size(); i++) {
      String line = diff.get(i);
      // The first two lines name the sides.
      if (i > 1 && line.startsWith("+")) {
        added.add(line);
      } else {
        if (i <= 1 || !line.startsWith("-")) {
          lines.addAll(added);
          added.clear();
        }
        lines.add(line);
      }
    }
    lines.addAll(added);
    return lines;
  }
}

package dev.drift.source.argo;

import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.List;

/// The files that helm leaves out when it packs a chart.
/// See <https://helm.sh/docs/chart_template_guide/helm_ignore_file/>.
final class HelmIgnore {
  static final String FILE = ".helmignore";

  private final List<Rule> rules = new ArrayList<>();
  private final StepLimit limit;

  /// @param ofFolders whether it matches folders only
  /// @param ofPaths whether it matches the path in the chart, else the name
  private record Rule(GlobPattern glob, boolean ofFolders, boolean ofPaths) {}

  /// @param text of the file; empty if there is none
  /// @param path of the file, for people
  /// @throws NotRendered if it has rules that helm does not read as Git does
  HelmIgnore(String text, String path, StepLimit limit) throws NotRendered {
    this.limit = limit;
    for (String line : (text + "\ntemplates/.?*").lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("!") || line.contains("**")) {
        throw new NotRendered(
            "%s has a rule with ! or **, which helm does not read as Git does; remove it"
                .formatted(path));
      }
      boolean ofFolders = line.endsWith("/");
      String rule = ofFolders ? line.substring(0, line.length() - 1) : line;
      rules.add(
          new Rule(
              GlobPattern.ofPath(rule.startsWith("/") ? rule.substring(1) : rule),
              ofFolders,
              rule.contains("/")));
    }
  }

  /// @param path of a file in the chart
  /// @throws NotRendered if that takes too long to find out
  boolean ignores(String path) throws NotRendered {
    for (String at = path; !at.isEmpty(); at = TreePath.parent(at)) {
      String name = at.substring(at.lastIndexOf('/') + 1);
      for (Rule rule : rules) {
        if (!(rule.ofFolders() && at.equals(path))
            && rule.glob().matches(rule.ofPaths() ? at : name, limit)) {
          return true;
        }
      }
    }
    return false;
  }
}

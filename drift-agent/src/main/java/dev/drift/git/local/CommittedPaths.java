package dev.drift.git.local;

import dev.drift.git.repository.CommitTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Which files and folders a commit has. Remembers the folders that were last asked about, because
/// a walk asks folder by folder.
final class CommittedPaths {
  private static final int REMEMBERED = 256;

  private final CommitTree tree;
  private final String prefix;
  private final Map<String, Set<String>> names =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param prefix the folder of the tree that paths are counted from
  CommittedPaths(CommitTree tree, String prefix) {
    this.tree = tree;
    this.prefix = prefix;
  }

  boolean has(String path) throws IOException {
    String folder = TreePath.parent(path);
    Set<String> inFolder = names.get(folder);
    if (inFolder == null) {
      inFolder = tree.names(TreePath.join(prefix, folder));
      names.put(folder, inFolder);
    }
    return inFolder.contains(path.substring(folder.isEmpty() ? 0 : folder.length() + 1));
  }
}

package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.origin.SourceFile;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Flux sees of a repository: its files without links, submodules and what it ignores.
///
/// @param tree the repository without the rest
record Artifact(SourceTree tree, List<String> files) {
  /// Folders before what is in them, all by name: the order in which Go walks a folder.
  static final Comparator<String> WALK =
      Comparator.comparing(
          path -> path.split("/", -1), (left, right) -> Arrays.compare(left, right));

  Artifact {
    files = List.copyOf(files);
  }

  /// @param ignore `spec.ignore` of the GitRepository
  /// @throws IOException if the tree itself cannot be read
  static Artifact of(SourceTree tree, Optional<String> ignore) throws IOException {
    List<String> all = tree.list("");
    List<SourceIgnore.IgnoreFile> ignoreFiles = new ArrayList<>();
    for (String path : all.stream().sorted(WALK).toList()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (name.equals(SourceIgnore.FILE)
          && tree.read(path) instanceof SourceTree.FileRead.Read(SourceFile file)) {
        ignoreFiles.add(
            new SourceIgnore.IgnoreFile(TreePath.parent(path), new String(file.content(), UTF_8)));
      }
    }
    ignoreFiles.sort(Comparator.comparing(SourceIgnore.IgnoreFile::folder, WALK));
    SourceIgnore ignored = SourceIgnore.of(ignoreFiles, ignore);
    List<String> files = new ArrayList<>();
    Map<String, Optional<byte[]>> without = new HashMap<>();
    for (String path : all) {
      if (ignored.excludes(path) || !tree.isFile(path)) {
        without.put(path, Optional.empty());
      } else {
        files.add(path);
      }
    }
    files.sort(WALK);
    return new Artifact(without.isEmpty() ? tree : tree.with(without), files);
  }

  boolean hasFolder(String folder) {
    return folder.isEmpty() || files.stream().anyMatch(it -> it.startsWith(folder + "/"));
  }
}

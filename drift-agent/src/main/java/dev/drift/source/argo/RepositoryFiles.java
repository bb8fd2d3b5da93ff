package dev.drift.source.argo;

import dev.drift.model.origin.SourceFile;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of the repository, for those who need some of them.
final class RepositoryFiles {
  private final SourceTree tree;
  private final List<String> paths;

  /// @throws IOException if the tree itself cannot be read
  RepositoryFiles(SourceTree tree) throws IOException {
    this.tree = tree;
    this.paths = tree.list("");
  }

  /// All paths of files and links, sorted.
  List<String> paths() {
    return paths;
  }

  /// The paths below a folder, sorted.
  ///
  /// @param folder empty for the root
  List<String> below(String folder) {
    return paths.stream().filter(it -> TreePath.isWithin(it, folder)).toList();
  }

  boolean hasFolder(String folder) {
    return folder.isEmpty() || paths.stream().anyMatch(it -> it.startsWith(folder + "/"));
  }

  /// @throws NotRendered if there is such a file, and it cannot be read
  /// @throws IOException if the tree itself cannot be read
  Optional<SourceFile> read(String path) throws IOException, NotRendered {
    return switch (tree.read(path)) {
      case SourceTree.FileRead.Read(SourceFile file) ->
          Optional.of(new SourceFile(path, file.content(), file.id()));
      case SourceTree.FileRead.Missing _ -> Optional.empty();
      case SourceTree.FileRead.Refused(var problem) ->
          throw new NotRendered(problem.message().replaceFirst("\\.$", ""));
    };
  }

  /// All files below a folder.
  ///
  /// @throws NotRendered if one cannot be read
  /// @throws IOException if the tree itself cannot be read
  List<SourceFile> readBelow(String folder) throws IOException, NotRendered {
    List<SourceFile> files = new ArrayList<>();
    for (String path : below(folder)) {
      read(path).ifPresent(files::add);
    }
    return files;
  }
}

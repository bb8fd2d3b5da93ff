package dev.drift.app;

import dev.drift.config.ConfigReader;
import dev.drift.config.SourceConfig;
import dev.drift.git.TreePath;
import dev.drift.model.Checkout;
import dev.drift.model.Problem;
import dev.drift.model.SourceFile;
import java.util.ArrayList;
import java.util.List;

/// The files of a checkout, those outside of the wanted paths apart.
///
/// @param prefix of every path; empty if the repository is the only one
/// @param problems paths that the repository does not have
record SourceFiles(Checkout checkout, String prefix, List<Problem> problems) {

  static SourceFiles of(Checkout checkout, List<SourceConfig> wanted, String name) {
    String prefix = name.isEmpty() ? "" : name + "/";
    List<Problem> problems = new ArrayList<>();
    List<SourceFile> files = new ArrayList<>();
    List<SourceFile> others = new ArrayList<>(named(prefix, checkout.others()));
    // Paths of flags were already read, and reported if they do not exist.
    boolean narrowed = checkout.source().paths().isEmpty();
    if (narrowed) {
      for (SourceConfig one : wanted) {
        one.paths().stream()
            .filter(path -> checkout.files().stream().noneMatch(f -> isWithin(f.path(), path)))
            .forEach(path -> problems.add(noPath(path)));
      }
    }
    for (SourceFile file : named(prefix, checkout.files())) {
      boolean compared =
          !narrowed
              || wanted.stream()
                  .anyMatch(one -> isOf(one.paths(), file.path().substring(prefix.length())));
      (compared ? files : others).add(file);
    }
    return new SourceFiles(
        new Checkout(
            checkout.source(),
            checkout.heads(),
            files,
            others,
            checkout.othersUnread(),
            checkout.skipped(),
            checkout.problems()),
        prefix,
        problems);
  }

  boolean isOf(SourceConfig source, String path) {
    return isOf(source.paths(), path.substring(prefix.length()));
  }

  private static boolean isOf(List<String> paths, String path) {
    return paths.isEmpty() || paths.stream().anyMatch(root -> isWithin(path, root));
  }

  private static boolean isWithin(String path, String root) {
    return TreePath.normal(root).filter(folder -> TreePath.isWithin(path, folder)).isPresent();
  }

  private static Problem noPath(String path) {
    return Problem.of(
        Problem.Code.PATH_NOT_FOUND,
        "drift.yaml lists the path %s, which contains no manifests; correct or remove it"
            .formatted(path));
  }

  private static List<SourceFile> named(String prefix, List<SourceFile> files) {
    return files.stream()
        .filter(file -> !file.path().equals(ConfigReader.FILE_NAME))
        .map(file -> new SourceFile(prefix + file.path(), file.content(), file.id()))
        .toList();
  }
}

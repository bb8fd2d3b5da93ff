package dev.drift.source.plain;

import dev.drift.config.ConfigReader;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.tree.FileSelection;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.SelectedFiles;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The files that may hold manifests, those that are compared apart from the others.
///
/// @param compared with the prefix of the request, like the others
/// @param unread why the others are not all of them; empty if they are
/// @param selected what was read to be compared, as it is in the tree
record PlainFiles(
    List<SourceFile> compared,
    List<SourceFile> others,
    Optional<String> unread,
    SelectedFiles selected,
    Rendered.Inputs inputs) {
  private static final FileSelection MANIFESTS =
      new FileSelection(DocumentReader::reads, "manifest", "a .yaml, .yml or .json file");

  /// What says that other files are not manifests.
  private static final FileSelection LAYOUT =
      new FileSelection(
          path -> KustomizationName.isOf(path) || Layout.isChart(path),
          "kustomization",
          "a kustomization.yaml or Chart.yaml");

  static PlainFiles read(SourceTree tree, RenderRequest request) throws IOException {
    SelectedFiles wanted = tree.select(MANIFESTS, request.paths());
    List<SourceFile> compared = new ArrayList<>();
    List<SourceFile> others = new ArrayList<>();
    Optional<String> unread = Optional.empty();
    if (request.paths().isEmpty()) {
      for (SourceFile file : wanted.files()) {
        (isCompared(file, request) ? compared : others).add(file);
      }
    } else {
      SelectedFiles whole =
          tree.select(request.options().comparedOnly() ? LAYOUT : MANIFESTS, List.of());
      Set<String> read = new HashSet<>();
      wanted.files().forEach(file -> read.add(file.path()));
      compared.addAll(wanted.files());
      whole.files().stream().filter(file -> !read.contains(file.path())).forEach(others::add);
      unread =
          whole.problems().stream()
              .filter(
                  problem ->
                      !request.options().comparedOnly() && !wanted.problems().contains(problem))
              .map(Problem::message)
              .findFirst();
    }
    return new PlainFiles(
        named(compared, request.prefix()),
        named(others, request.prefix()),
        unread,
        wanted,
        new Rendered.Inputs(
            wanted.files().stream().map(SourceFile::path).toList(),
            tree.uncommitted(wanted.files(), MANIFESTS, request.paths())));
  }

  /// All of them, whether they are compared or not.
  List<SourceFile> all() {
    List<SourceFile> all = new ArrayList<>(compared);
    all.addAll(others);
    return all;
  }

  private static boolean isCompared(SourceFile file, RenderRequest request) {
    return request.compared().isEmpty()
        || request.compared().stream()
            .flatMap(path -> TreePath.normal(path).stream())
            .anyMatch(folder -> TreePath.isWithin(file.path(), folder));
  }

  /// Without the configuration of Drift at the root, which is no manifest.
  private static List<SourceFile> named(List<SourceFile> files, String prefix) {
    return files.stream()
        .filter(file -> !file.path().equals(ConfigReader.FILE_NAME))
        .map(
            file ->
                prefix.isEmpty()
                    ? file
                    : new SourceFile(prefix + file.path(), file.content(), file.id()))
        .toList();
  }
}

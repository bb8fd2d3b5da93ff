package dev.drift.source.plain;

import dev.drift.model.Unrendered;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Which folders of a source are charts and kustomizations: what a deployer makes of their files is
/// not what the files say, so none of them is read as a manifest.
final class Layout {
  private static final String HELM =
      "A Helm chart that neither a deployer in this repository nor drift.yaml installs. Name its"
          + " release, namespace and values under helm of a source in drift.yaml. What it declares is"
          + " unknown.";
  private static final String KUSTOMIZE =
      "A kustomization that was not built. What it declares is unknown.";

  /// Folders and files, each with what made it one of these.
  private final Map<String, Unrendered> roots;

  private final List<String> named;

  private Layout(Map<String, Unrendered> roots, List<String> named) {
    this.roots = roots;
    this.named = List.copyOf(named);
  }

  /// Whether a folder is a chart because it holds this file.
  static boolean isChart(String path) {
    return path.equals("Chart.yaml") || path.endsWith("/Chart.yaml");
  }

  /// A chart that nobody has installed yet.
  ///
  /// @param path of its Chart.yaml
  static Unrendered chart(String path) {
    return new Unrendered(
        new Place(path, 1, 1, 0, 0, false), Unrendered.Kind.HELM_CHART, HELM, Optional.empty());
  }

  /// @param files all files of the source
  /// @param named folders and files that a person named
  /// @param documents what a file says
  static Layout of(
      Collection<SourceFile> files,
      List<String> named,
      Function<SourceFile, List<Document>> documents) {
    Map<String, Unrendered> roots = new HashMap<>();
    Map<String, Unrendered> others = new HashMap<>();
    for (SourceFile file : files) {
      String folder = parent(file.path());
      if (isChart(file.path())) {
        roots.put(folder, chart(file.path()));
      } else if (KustomizationName.isOf(file.path())) {
        Unrendered root =
            new Unrendered(
                new Place(file.path(), 1, 1, 0, 0, false),
                Unrendered.Kind.KUSTOMIZATION,
                KUSTOMIZE,
                Optional.empty());
        roots.putIfAbsent(folder, root);
        for (Document document : documents.apply(file)) {
          referenced(document.value())
              .forEach(path -> resolve(folder, path).ifPresent(at -> others.putIfAbsent(at, root)));
        }
      }
    }
    // A folder is its own kustomization's, also if another one includes it: it may be built alone.
    others.forEach(roots::putIfAbsent);
    return new Layout(roots, named);
  }

  boolean isEmpty() {
    return roots.isEmpty();
  }

  /// What a file belongs to: the outermost of its folders that is one of these.
  Optional<Unrendered> of(String path) {
    Unrendered found = roots.get(path);
    for (String folder = parent(path); ; folder = parent(folder)) {
      Unrendered outer = isAbove(folder, path) ? null : roots.get(folder);
      found = outer == null ? found : outer;
      if (folder.isEmpty()) {
        return Optional.ofNullable(found);
      }
    }
  }

  /// Whether a person named a file or a folder below a kustomization, and not the kustomization: it
  /// is read as it is, unless the kustomization itself names it.
  private boolean isAbove(String folder, String path) {
    Unrendered root = roots.get(folder);
    return root != null
        && root.kind() == Unrendered.Kind.KUSTOMIZATION
        && !root.place().file().equals(path)
        && named.stream()
            .anyMatch(
                it ->
                    TreePath.isWithin(path, it)
                        && !it.equals(folder)
                        && TreePath.isWithin(it, folder));
  }

  /// Those that hold any of these files, by place.
  List<Unrendered> holding(Collection<SourceFile> files) {
    Map<String, Unrendered> found = new TreeMap<>();
    for (SourceFile file : files) {
      of(file.path()).ifPresent(one -> found.putIfAbsent(one.place().file(), one));
    }
    return List.copyOf(found.values());
  }

  /// Every text of a kustomization: some of them are paths of files that it builds from. Any
  /// other text resolves to a path that does not exist.
  private static List<String> referenced(Value value) {
    List<String> texts = new ArrayList<>();
    collect(value, texts);
    return texts;
  }

  private static void collect(Value value, List<String> texts) {
    switch (value) {
      case Value.Str(String text) -> texts.add(text.substring(text.indexOf('=') + 1));
      case Value.Obj object -> object.fields().values().forEach(each -> collect(each, texts));
      case Value.Arr(List<Value> items) -> items.forEach(each -> collect(each, texts));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> {}
    }
  }

  /// A path as seen from the root of the source; nothing if it names the root, leads out of it, or
  /// is not a path of this tree, such as a URL.
  static Optional<String> resolve(String folder, String path) {
    if (path.isBlank() || path.length() > 4_096 || path.contains(":") || path.contains("\n")) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    if (!path.startsWith("/") && !folder.isEmpty()) {
      Collections.addAll(parts, folder.split("/"));
    }
    for (String part : path.split("/")) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (parts.isEmpty()) {
            return Optional.empty();
          }
          parts.removeLast();
        }
        default -> parts.add(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}

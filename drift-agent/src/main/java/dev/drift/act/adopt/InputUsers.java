package dev.drift.act.adopt;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who deploys a file: the kustomizations that no other one includes, and Flux and Argo CD by the
/// folders that their objects name.
final class InputUsers {
  private static final List<String> INCLUDING = List.of("resources", "bases", "components");

  /// Folders and files that a kustomization includes, by its folder.
  private final Map<String, Set<String>> included = new HashMap<>();

  /// Folders that deployers name.
  private final Set<String> deployed = new TreeSet<>();

  private InputUsers() {}

  /// @param files all of the source that may be a kustomization or an object of a deployer
  static InputUsers of(Collection<SourceFile> files, DocumentReader reader) {
    InputUsers users = new InputUsers();
    for (SourceFile file : files) {
      for (Document document : reader.read(file).documents()) {
        if (document.value() instanceof Value.Obj content) {
          users.add(file.path(), content);
        }
      }
    }
    return users;
  }

  private void add(String path, Value.Obj content) {
    String apiVersion = content.text("apiVersion").orElse("");
    if (KustomizationName.isOf(path)) {
      String folder = TreePath.parent(path);
      Set<String> all = included.computeIfAbsent(folder, _ -> new TreeSet<>());
      for (String field : INCLUDING) {
        for (Value each : content.list(field)) {
          if (each instanceof Value.Str(String text)) {
            TreePath.normal(TreePath.join(folder, text)).ifPresent(all::add);
          }
        }
      }
    } else if (apiVersion.startsWith("kustomize.toolkit.fluxcd.io/")) {
      content.object("spec").text("path").flatMap(TreePath::normal).ifPresent(deployed::add);
    } else if (apiVersion.startsWith("argoproj.io/")) {
      content
          .object("spec")
          .object("source")
          .text("path")
          .flatMap(TreePath::normal)
          .ifPresent(deployed::add);
    }
  }

  /// Folders, sorted; those within others that deploy the file are not named.
  List<String> of(String path) {
    Set<String> users = new TreeSet<>();
    for (String folder : included.keySet()) {
      if (!isIncluded(folder) && reaches(folder, path, new TreeSet<>())) {
        users.add(folder);
      }
    }
    for (String folder : deployed) {
      if (!included.containsKey(folder) && !folder.isEmpty() && TreePath.isWithin(path, folder)) {
        users.add(folder);
      }
    }
    return users.stream().map(it -> it.isEmpty() ? "." : it).toList();
  }

  private boolean isIncluded(String folder) {
    return included.values().stream().anyMatch(it -> it.contains(folder));
  }

  /// Its own files are those of its folder that no other kustomization is nearer to.
  private boolean reaches(String folder, String path, Set<String> seen) {
    if (!seen.add(folder)) {
      return false;
    }
    return nearest(path).equals(folder)
        || included.getOrDefault(folder, Set.of()).stream()
            .anyMatch(
                it -> it.equals(path) || (included.containsKey(it) && reaches(it, path, seen)));
  }

  /// The kustomization that a file is in; empty for the root, also if it has none.
  private String nearest(String path) {
    String folder = TreePath.parent(path);
    while (!folder.isEmpty() && !included.containsKey(folder)) {
      folder = TreePath.parent(folder);
    }
    return folder;
  }
}

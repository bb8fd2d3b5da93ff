package dev.drift.act.adopt;

import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who deploys a file: the kustomizations that no other one includes, and the objects of Flux and
/// Argo CD that name its folder or read it as values.
final class InputUsers {
  private static final List<String> INCLUDING = List.of("resources", "bases", "components");
  private static final List<String> PATCHES = List.of("patches", "patchesJson6902");
  private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");

  /// Folders and files that a kustomization names, by its folder.
  private final Map<String, Set<String>> included = new HashMap<>();

  /// All of these.
  private final Set<String> parts = new HashSet<>();

  /// Files of patches: a deployer that they change does not count as another one.
  private final Set<String> patches = new HashSet<>();

  /// The files of deployers, by the folder that they name.
  private final Map<String, Set<String>> deployers = new HashMap<>();

  /// The files of releases, by the values file that they name.
  private final Map<String, Set<String>> readers = new HashMap<>();

  /// What was found out, by the path of the file.
  private final Map<String, List<String>> found = new HashMap<>();

  private InputUsers() {}

  static InputUsers of(SourceFiles files) {
    InputUsers users = new InputUsers();
    List<Runnable> deployers = new ArrayList<>();
    for (String path : files.paths()) {
      for (Document document : files.documents(path)) {
        if (document.value() instanceof Value.Obj content) {
          if (KustomizationName.isOf(path)) {
            users.kustomization(TreePath.parent(path), content);
          } else {
            deployers.add(() -> users.deployer(path, content));
          }
        }
      }
    }
    deployers.forEach(Runnable::run);
    users.included.values().forEach(users.parts::addAll);
    return users;
  }

  private void kustomization(String folder, Value.Obj content) {
    Set<String> all = included.computeIfAbsent(folder, _ -> new TreeSet<>());
    for (String field : INCLUDING) {
      names(folder, content.list(field), all);
    }
    Set<String> own = new TreeSet<>();
    names(folder, content.list("patchesStrategicMerge"), own);
    for (String field : PATCHES) {
      for (Value.Obj patch : content.objects(field)) {
        patch.text("path").ifPresent(it -> names(folder, List.of(Value.of(it)), own));
      }
    }
    all.addAll(own);
    patches.addAll(own);
    for (String field : GENERATORS) {
      for (Value.Obj generator : content.objects(field)) {
        names(folder, generator.list("envs"), all);
        generator.text("env").ifPresent(it -> names(folder, List.of(Value.of(it)), all));
        names(
            folder,
            generator.list("files").stream()
                .filter(Value.Str.class::isInstance)
                .<Value>map(it -> Value.of(GeneratorFile.of(((Value.Str) it).value()).path()))
                .toList(),
            all);
      }
    }
  }

  private static void names(String folder, List<Value> entries, Set<String> all) {
    for (Value each : entries) {
      if (each instanceof Value.Str(String text) && text.indexOf('\n') < 0) {
        TreePath.normal(TreePath.join(folder, text)).ifPresent(all::add);
      }
    }
  }

  private void deployer(String path, Value.Obj content) {
    if (patches.contains(path)) {
      return;
    }
    String apiVersion = content.text("apiVersion").orElse("");
    Value.Obj spec = content.object("spec");
    if (apiVersion.startsWith("kustomize.toolkit.fluxcd.io/")) {
      add(deployers, spec.text("path").orElse(""), path);
    } else if (apiVersion.startsWith("helm.toolkit.fluxcd.io/")) {
      for (Value each : spec.object("chart").object("spec").list("valuesFiles")) {
        if (each instanceof Value.Str(String text)) {
          add(readers, text, path);
        }
      }
    } else if (apiVersion.startsWith("argoproj.io/")) {
      List<Value.Obj> sources = new ArrayList<>(spec.objects("sources"));
      sources.add(spec.object("source"));
      for (Value.Obj source : sources) {
        String folder = source.text("path").orElse("");
        add(deployers, folder, path);
        for (Value each : source.object("helm").list("valueFiles")) {
          if (each instanceof Value.Str(String text)) {
            add(readers, text.startsWith("/") ? text : TreePath.join(folder, text), path);
          }
        }
      }
    }
  }

  private static void add(Map<String, Set<String>> map, String named, String path) {
    if (!named.isEmpty()) {
      TreePath.normal(named.startsWith("/") ? named.substring(1) : named)
          .ifPresent(it -> map.computeIfAbsent(it, _ -> new TreeSet<>()).add(path));
    }
  }

  /// Folders of kustomizations, and files of deployers, sorted. If one deployer deploys a folder,
  /// the folder stands for it.
  List<String> of(String path) {
    return found.computeIfAbsent(path, this::find);
  }

  private List<String> find(String path) {
    Set<String> users = new TreeSet<>();
    for (String folder : roots(path)) {
      users.addAll(deploying(folder));
    }
    for (String folder : deployers.keySet()) {
      if (!included.containsKey(folder) && !folder.isEmpty() && TreePath.isWithin(path, folder)) {
        users.addAll(deploying(folder));
      }
    }
    Set<String> reading = readers.getOrDefault(path, Set.of());
    if (reading.size() > 1) {
      users.addAll(reading);
    }
    return users.stream().map(it -> it.isEmpty() ? "." : it).toList();
  }

  boolean isShared(String path) {
    return of(path).size() > 1;
  }

  /// Whether a kustomization is built of a file, directly or through others.
  ///
  /// @param folder of the kustomization
  boolean isPartOf(String folder, String path) {
    return reaches(folder, path, new TreeSet<>());
  }

  /// The same folder may be deployed to several clusters.
  private Set<String> deploying(String folder) {
    Set<String> files = deployers.getOrDefault(folder, Set.of());
    if (files.size() > 1) {
      return files;
    }
    Set<String> above = new TreeSet<>();
    files.forEach(it -> above.addAll(roots(it)));
    return above.size() > 1 ? above : Set.of(folder);
  }

  private Set<String> roots(String path) {
    Set<String> roots = new TreeSet<>();
    for (String folder : included.keySet()) {
      if (!parts.contains(folder) && reaches(folder, path, new TreeSet<>())) {
        roots.add(folder);
      }
    }
    return roots;
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

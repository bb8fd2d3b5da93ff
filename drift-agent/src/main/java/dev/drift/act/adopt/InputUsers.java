package dev.drift.act.adopt;

import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who deploys a file: the kustomizations that no other one includes, and the objects of Flux and
/// Argo CD that name its folder or read it as values.
final class InputUsers {
  private static final List<String> INCLUDING =
      List.of(
          "resources",
          "bases",
          "components",
          "crds",
          "configurations",
          "generators",
          "transformers",
          "validators");
  private static final List<String> PATCHES = List.of("patches", "patchesJson6902");
  private static final String KUSTOMIZATIONS = "kustomize.toolkit.fluxcd.io/";
  private static final String RELEASES = "helm.toolkit.fluxcd.io/";
  private static final String APPLICATIONS = "argoproj.io/";
  private static final List<String> DEPLOYERS = List.of(KUSTOMIZATIONS, RELEASES, APPLICATIONS);
  private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");

  /// Folders and files that a kustomization names, by its folder.
  private final Map<String, Set<String>> included = new HashMap<>();

  /// All of these.
  private final Set<String> parts = new HashSet<>();

  /// The kustomizations below, and the components, of folders for which Flux makes a kustomization.
  private final Map<String, Set<String>> made = new HashMap<>();

  /// Makers of several Applications that share a folder, by how messages name them.
  private final Set<String> sets = new HashSet<>();

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
      boolean isFirst = true;
      for (Document document : files.documents(path)) {
        if (document.value() instanceof Value.Obj content) {
          if (KustomizationName.isOf(path)) {
            users.kustomization(TreePath.parent(path), content);
          } else if (isDeployer(content)) {
            // Of several in a file, the others are named by their lines.
            String user =
                isFirst ? path : "%s:%d".formatted(path, document.places().start().line());
            deployers.add(() -> users.deployer(path, user, content));
            isFirst = false;
          }
        }
      }
    }
    deployers.forEach(Runnable::run);
    users.made.forEach((folder, parts) -> parts.addAll(users.below(folder)));
    users.included.values().forEach(users.parts::addAll);
    users.made.values().forEach(users.parts::addAll);
    return users;
  }

  /// The kustomizations that Flux finds on its way down a folder, which it does not descend.
  private List<String> below(String folder) {
    List<String> all =
        included.keySet().stream()
            .filter(it -> !it.equals(folder) && TreePath.isWithin(it, folder))
            .toList();
    return all.stream()
        .filter(
            it ->
                all.stream().noneMatch(other -> !other.equals(it) && TreePath.isWithin(it, other)))
        .toList();
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
    for (Value.Obj replacement : content.objects("replacements")) {
      replacement.text("path").ifPresent(it -> names(folder, List.of(Value.of(it)), all));
    }
    for (Value.Obj chart : content.objects("helmCharts")) {
      chart.text("valuesFile").ifPresent(it -> names(folder, List.of(Value.of(it)), all));
      names(folder, chart.list("additionalValuesFiles"), all);
    }
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

  private static boolean isDeployer(Value.Obj content) {
    String apiVersion = content.text("apiVersion").orElse("");
    return DEPLOYERS.stream().anyMatch(apiVersion::startsWith);
  }

  /// @param path of the file
  /// @param user what messages call the deployer
  private void deployer(String path, String user, Value.Obj content) {
    if (patches.contains(path)) {
      return;
    }
    String apiVersion = content.text("apiVersion").orElse("");
    Value.Obj spec = content.object("spec");
    if (apiVersion.startsWith(KUSTOMIZATIONS)) {
      String named = spec.text("path").orElse("");
      add(deployers, named, user);
      normal(named)
          .filter(it -> !it.isEmpty())
          .ifPresent(folder -> kustomizationOfFlux(folder, spec.list("components")));
    } else if (apiVersion.startsWith(RELEASES)) {
      for (Value each : spec.object("chart").object("spec").list("valuesFiles")) {
        if (each instanceof Value.Str(String text)) {
          add(readers, text, user);
        }
      }
    } else if (apiVersion.startsWith(APPLICATIONS)) {
      Value.Obj template = spec.object("template").object("spec");
      sources(spec, user);
      Value.Obj destination = template.object("destination");
      boolean isForSeveral =
          !isOne(spec.objects("generators"))
              && (isTemplate(destination.text("server").orElse(""))
                  || isTemplate(destination.text("name").orElse("")));
      if (isForSeveral) {
        String set = "the Applications of " + user;
        sets.add(set);
        sources(template, set);
        for (Value.Obj generator : spec.objects("generators")) {
          combined(generator.object("matrix"), set);
        }
      } else {
        sources(template, user);
      }
    }
  }

  /// Whether generators make no more than one Application.
  private static boolean isOne(List<Value.Obj> generators) {
    return generators.size() == 1
        && generators.getFirst().fields().keySet().equals(Set.of("list"))
        && generators.getFirst().object("list").list("elements").size() == 1;
  }

  /// What Flux adds to the kustomization of a folder, or makes it of.
  private void kustomizationOfFlux(String folder, List<Value> components) {
    Set<String> parts =
        included.containsKey(folder)
            ? included.get(folder)
            : made.computeIfAbsent(folder, _ -> new TreeSet<>());
    names(folder, components, parts);
  }

  /// @param user the file of the Application, or a set of them
  private void sources(Value.Obj spec, String user) {
    List<Value.Obj> sources = new ArrayList<>(spec.objects("sources"));
    sources.add(spec.object("source"));
    for (Value.Obj source : sources) {
      String folder = source.text("path").orElse("");
      add(deployers, folder, user);
      for (Value each : source.object("helm").list("valueFiles")) {
        if (each instanceof Value.Str(String text)) {
          add(readers, text.startsWith("/") ? text : TreePath.join(folder, text), user);
        }
      }
    }
  }

  /// Each folder that a generator of a matrix finds is combined with all that the other one finds,
  /// such as clusters.
  private void combined(Value.Obj matrix, String set) {
    for (Value.Obj generator : matrix.objects("generators")) {
      for (String field : List.of("directories", "files")) {
        for (Value.Obj one : generator.object("git").objects(field)) {
          String glob = one.text("path").orElse("");
          String start = glob.replaceFirst("[*?\\[{].*", "");
          add(
              deployers,
              start.endsWith("/") || start.equals(glob) ? start : TreePath.parent(start),
              set);
        }
      }
    }
  }

  private static boolean isTemplate(String text) {
    return text.contains("{{");
  }

  private static Optional<String> normal(String named) {
    return TreePath.normal(named.startsWith("/") ? named.substring(1) : named);
  }

  private static void add(Map<String, Set<String>> map, String named, String path) {
    if (!named.isEmpty() && !isTemplate(named)) {
      normal(named).ifPresent(it -> map.computeIfAbsent(it, _ -> new TreeSet<>()).add(path));
    }
  }

  /// Folders of kustomizations, and files of deployers, sorted. If one deployer deploys a folder,
  /// the folder stands for it.
  List<String> of(String path) {
    return found.computeIfAbsent(
        path,
        it -> find(it, new HashSet<>()).stream().map(each -> each.isEmpty() ? "." : each).toList());
  }

  /// @param seen folders on the way: a deployer may deploy its own file
  private Set<String> find(String path, Set<String> seen) {
    Set<String> users = new TreeSet<>();
    for (String folder : roots(path)) {
      users.addAll(deploying(folder, seen));
    }
    for (String folder : deployers.keySet()) {
      if (!included.containsKey(folder)
          && !made.containsKey(folder)
          && !folder.isEmpty()
          && TreePath.isWithin(path, folder)) {
        users.addAll(deploying(folder, seen));
      }
    }
    Set<String> reading = usersOf(readers.getOrDefault(path, Set.of()), seen);
    if (isShared(reading)) {
      users.addAll(reading);
    }
    return users;
  }

  boolean isShared(String path) {
    return isShared(of(path));
  }

  private boolean isShared(Collection<String> users) {
    return users.size() > 1 || users.stream().anyMatch(sets::contains);
  }

  /// Whether a kustomization is built of a file, directly or through others.
  ///
  /// @param folder of the kustomization
  boolean isPartOf(String folder, String path) {
    return reaches(folder, path, new TreeSet<>());
  }

  /// The same folder may be deployed to several clusters.
  private Set<String> deploying(String folder, Set<String> seen) {
    if (!seen.add(folder)) {
      return Set.of(folder);
    }
    Set<String> above = usersOf(deployers.getOrDefault(folder, Set.of()), seen);
    seen.remove(folder);
    return isShared(above) ? above : Set.of(folder);
  }

  /// @param files of deployers, or sets of them; one that several clusters get stands for them
  private Set<String> usersOf(Set<String> files, Set<String> seen) {
    return files.size() == 1 && !isShared(files)
        ? find(files.iterator().next().replaceFirst(":[0-9]+$", ""), seen)
        : files;
  }

  /// What is included may also be deployed as it is.
  private Set<String> roots(String path) {
    Set<String> folders = new TreeSet<>(included.keySet());
    folders.addAll(made.keySet());
    Set<String> roots = new TreeSet<>();
    for (String folder : folders) {
      if ((!parts.contains(folder) || deployers.containsKey(folder))
          && reaches(folder, path, new TreeSet<>())) {
        roots.add(folder);
      }
    }
    return roots;
  }

  /// Its own files are those of its folder that no other kustomization is nearer to, whether it is
  /// written or Flux makes it. What Flux makes takes all files on its way down.
  private boolean reaches(String folder, String path, Set<String> seen) {
    if (!seen.add(folder)) {
      return false;
    }
    String nearest = nearest(path);
    boolean own =
        made.containsKey(folder)
            ? TreePath.isWithin(path, folder)
                && (!included.containsKey(nearest) || TreePath.isWithin(folder, nearest))
            : nearest.equals(folder)
                && made.keySet().stream()
                    .noneMatch(it -> TreePath.isWithin(it, folder) && TreePath.isWithin(path, it));
    return own
        || partsOf(folder).stream()
            .anyMatch(
                it -> it.equals(path) || (included.containsKey(it) && reaches(it, path, seen)));
  }

  private Set<String> partsOf(String folder) {
    return included.getOrDefault(folder, made.getOrDefault(folder, Set.of()));
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

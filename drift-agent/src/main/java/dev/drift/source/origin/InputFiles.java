package dev.drift.source.origin;

import dev.drift.model.origin.Generated;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.Fetcher;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.source.kustomize.KustomizationTree;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The files that may set values of what a renderer made: those that its origin names, all that
/// their kustomizations build, the values of their charts, and the ConfigMaps that deployers take
/// variables and values from.
final class InputFiles {
  private static final String CHART = "Chart.yaml";
  private static final String VALUES = "values.yaml";

  /// Of one object. Those that its origin names come first.
  private static final int MOST = 500;

  private static final List<String> REFERENCES = List.of("substituteFrom", "valuesFrom");

  private final SourceTree tree;
  private final String prefix;
  private final DocumentReader reader;
  private final KustomizationTree kustomizations;
  private final Set<String> all;
  private final Map<String, Optional<SourceFile>> read = new HashMap<>();
  private final Map<String, List<Document>> parsed = new HashMap<>();
  private final Map<String, List<String>> built = new HashMap<>();
  private final Map<String, Input> inputs = new HashMap<>();
  private final Map<List<String>, List<Input>> byOrigin = new HashMap<>();
  private final Set<String> patches = new HashSet<>();
  private final Set<String> targeted = new HashSet<>();
  private final Set<String> referred = new HashSet<>();

  /// @param prefix of paths in origins
  /// @throws IOException if the tree itself cannot be read
  InputFiles(SourceTree tree, String prefix, DocumentReader reader) throws IOException {
    this.tree = tree;
    this.prefix = prefix;
    this.reader = reader;
    this.kustomizations = KustomizationTree.of(tree, reader, Fetcher.NONE);
    this.all = new TreeSet<>(tree.list(""));
  }

  /// In the order in which they were found.
  ///
  /// @throws IOException if the tree itself cannot be read
  List<Input> of(Generated origin) throws IOException {
    List<Input> known = byOrigin.get(origin.inputs());
    if (known == null) {
      known = find(origin);
      byOrigin.put(origin.inputs(), known);
    }
    return known;
  }

  private List<Input> find(Generated origin) throws IOException {
    Map<String, Input> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String input : origin.inputs()) {
      if (input.startsWith(prefix)) {
        open.add(input.substring(prefix.length()));
      }
    }
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty() && found.size() < MOST) {
      String path = open.removeFirst();
      if (!seen.add(path)) {
        continue;
      }
      Optional<String> chart = chart(path);
      if (chart.isPresent() && !isValues(path)) {
        // Templates set what no values do.
        addDefaults(chart.get(), open);
        continue;
      }
      Optional<SourceFile> file = file(path);
      if (file.isEmpty()) {
        continue;
      }
      found.put(path, input(file.get()));
      Optional<KustomizationFile> own = kustomizations.in(TreePath.parent(path));
      if (own.isPresent()) {
        // Flux builds folders of kustomizations that no file lists.
        open.add(own.get().file().path());
        if (own.get().file().path().equals(path)) {
          addBuilt(own.get(), open);
        }
      }
      for (Document document : documents(file.get())) {
        if (document.value() instanceof Value.Obj object) {
          addReferred(object, open);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /// What its path says of a file.
  InputKind.Facts facts(Input input, Generated origin) {
    String path = input.path();
    return new InputKind.Facts(
        path,
        patches.contains(path),
        targeted.contains(path),
        chart(path).filter(it -> path.equals(TreePath.join(it, VALUES))).isPresent()
            && !origin.inputs().contains(prefix + path),
        referred);
  }

  String shown(String path) {
    return prefix + path;
  }

  private void addBuilt(KustomizationFile root, Deque<String> open) throws IOException {
    List<String> known = built.get(root.folder());
    if (known == null) {
      known = kustomizations.inputs(root).files().stream().map(SourceFile::path).toList();
      built.put(root.folder(), known);
      for (String path : known) {
        if (KustomizationName.isOf(path)) {
          kustomizations.in(TreePath.parent(path)).ifPresent(this::addPatches);
        }
      }
    }
    open.addAll(known);
  }

  private void addPatches(KustomizationFile one) {
    for (String field : List.of("patches", "patchesJson6902")) {
      one.content()
          .objects(field)
          .forEach(
              it -> {
                Optional<String> path =
                    it.text("path")
                        .flatMap(text -> TreePath.normal(TreePath.join(one.folder(), text)));
                path.ifPresent(patches::add);
                path.filter(_ -> it.get("target").isPresent()).ifPresent(targeted::add);
              });
    }
    for (Value each : one.content().list("patchesStrategicMerge")) {
      if (each instanceof Value.Str(String path)) {
        TreePath.normal(TreePath.join(one.folder(), path)).ifPresent(patches::add);
      }
    }
  }

  /// Values of the chart of a template, and of those that it is part of.
  private void addDefaults(String chart, Deque<String> open) {
    Optional<String> next = Optional.of(chart);
    while (next.isPresent()) {
      open.add(TreePath.join(next.get(), VALUES));
      next = next.get().isEmpty() ? Optional.empty() : chart(next.get());
    }
  }

  /// What a Flux object names besides: components and ConfigMaps.
  private void addReferred(Value.Obj object, Deque<String> open) throws IOException {
    Value.Obj spec = object.object("spec");
    for (Value component : spec.list("components")) {
      if (component instanceof Value.Str(String text)) {
        String folder = spec.text("path").orElse("");
        Optional<KustomizationFile> own =
            TreePath.normal(TreePath.join(folder, text)).flatMap(kustomizations::in);
        if (own.isPresent()) {
          addPatches(own.get());
          open.add(own.get().file().path());
        }
      }
    }
    for (String field : REFERENCES) {
      for (Value.Obj reference :
          (field.equals("valuesFrom") ? spec : spec.object("postBuild")).objects(field)) {
        Optional<String> name = reference.text("name").filter(it -> !it.isEmpty());
        if (name.isPresent() && reference.text("kind").equals(Optional.of("ConfigMap"))) {
          addNaming(name.get(), open);
        }
      }
    }
  }

  /// Files that may declare a ConfigMap.
  private void addNaming(String name, Deque<String> open) throws IOException {
    referred.add(name);
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    for (String path : all) {
      if (DocumentReader.reads(path) && chart(path).isEmpty()) {
        Optional<SourceFile> file = file(path);
        if (file.isPresent()
            && contains(file.get().content(), wanted)
            && documents(file.get()).stream().anyMatch(it -> declares(path, it.value(), name))) {
          open.add(path);
        }
      }
    }
  }

  private static boolean declares(String path, Value document, String name) {
    if (!(document instanceof Value.Obj object)) {
      return false;
    }
    return KustomizationName.isOf(path)
        ? object.objects("configMapGenerator").stream()
            .anyMatch(it -> it.text("name").equals(Optional.of(name)))
        : object.text("kind").equals(Optional.of("ConfigMap"))
            && object.object("metadata").text("name").equals(Optional.of(name));
  }

  private static boolean contains(byte[] content, byte[] wanted) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  /// The folder of the chart that a file is part of.
  private Optional<String> chart(String path) {
    for (String folder = TreePath.parent(path); ; folder = TreePath.parent(folder)) {
      if (all.contains(TreePath.join(folder, CHART))) {
        return Optional.of(folder);
      }
      if (folder.isEmpty()) {
        return Optional.empty();
      }
    }
  }

  private static boolean isValues(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return DocumentReader.reads(path)
        && !name.equals(CHART)
        && !path.contains("/templates/")
        && !path.contains("/crds/");
  }

  private Optional<SourceFile> file(String path) throws IOException {
    Optional<SourceFile> known = read.get(path);
    if (known == null) {
      known =
          all.contains(path) && tree.read(path) instanceof SourceTree.FileRead.Read(var file)
              ? Optional.of(file)
              : Optional.empty();
      read.put(path, known);
    }
    return known;
  }

  private Input input(SourceFile file) {
    return inputs.computeIfAbsent(
        file.path(), it -> new Input(file, shown(it), documents(file), reader));
  }

  private List<Document> documents(SourceFile file) {
    return parsed.computeIfAbsent(
        file.path(),
        _ -> DocumentReader.reads(file.path()) ? reader.read(file).documents() : List.of());
  }
}

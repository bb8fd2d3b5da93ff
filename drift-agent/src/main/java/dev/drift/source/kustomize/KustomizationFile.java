package dev.drift.source.kustomize;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A kustomization file, and what it refers to.
/// See <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>.
///
/// @param content one mapping, with the names of its fields as kustomize spells them
/// @param inline entries that are patches or configurations of plugins themselves; each with why it
///     is not valid, or with an empty text
public record KustomizationFile(
    SourceFile file, Value.Obj content, Places places, Map<String, String> inline) {
  /// Fields whose entries are folders or files, and in no case texts of their own.
  private static final List<String> FILES_OR_FOLDERS =
      List.of("resources", "bases", "components", "crds", "configurations");

  /// Fields whose entries are files, or patches themselves.
  private static final List<String> FILES_OR_TEXTS = List.of("patchesStrategicMerge");

  /// Fields whose entries are files, folders, or configurations of plugins themselves.
  static final List<String> PLUGINS = List.of("generators", "transformers", "validators");

  private static final List<String> TEXTS =
      Stream.concat(FILES_OR_TEXTS.stream(), PLUGINS.stream()).toList();

  /// Fields of mappings, or of lists of them, with the fields within that name files.
  private static final Map<String, List<String>> FILES_WITHIN =
      Map.of(
          "patches", List.of("path"),
          "patchesJson6902", List.of("path"),
          "replacements", List.of("path"),
          "configMapGenerator", List.of("files", "envs", "env"),
          "secretGenerator", List.of("files", "envs", "env"));

  /// All fields that this class looks at.
  private static final List<String> FIELDS =
      List.of(
          "kind",
          "resources",
          "bases",
          "components",
          "crds",
          "configurations",
          "patchesStrategicMerge",
          "generators",
          "transformers",
          "validators",
          "patches",
          "patchesJson6902",
          "replacements",
          "configMapGenerator",
          "secretGenerator",
          "openapi",
          "buildMetadata",
          "helmGlobals",
          "helmCharts",
          "helmChartInflationGenerator");

  public KustomizationFile {
    requireNonNull(file, "file is null");
    requireNonNull(content, "content is null");
    requireNonNull(places, "places is null");
    inline = Map.copyOf(inline);
  }

  /// @return empty if the file is not valid, is not one mapping, or has a field twice in different
  ///     spellings
  public static Optional<KustomizationFile> read(SourceFile file, DocumentReader reader) {
    Documents documents = reader.read(file);
    if (!documents.problems().isEmpty() || documents.documents().size() != 1) {
      return Optional.empty();
    }
    Document document = documents.documents().getFirst();
    return document.value() instanceof Value.Obj content
        ? spelled(content).map(it -> understood(file, it, document.places(), reader))
        : Optional.empty();
  }

  /// Kustomize takes an entry for a path if it cannot read it as an object. So each object is
  /// written as JSON, which is no path of any file, and everything else is checked as a path.
  private static KustomizationFile understood(
      SourceFile file, Value.Obj content, Places places, DocumentReader reader) {
    Value.Obj result = content;
    Map<String, String> inline = new HashMap<>();
    for (String field : TEXTS) {
      List<Value> items = new ArrayList<>();
      for (Value item : content.list(field)) {
        Value understood = item;
        if (item instanceof Value.Str(String text)) {
          Documents documents =
              reader.read(new SourceFile("inline.yaml", text.getBytes(StandardCharsets.UTF_8)));
          List<Value> values =
              documents.documents().stream()
                  .map(Document::value)
                  .filter(it -> !(it instanceof Value.Null))
                  .toList();
          boolean valid = documents.problems().isEmpty();
          if (valid && !values.isEmpty() && values.stream().allMatch(Value.Obj.class::isInstance)) {
            understood =
                Value.of(
                    values.stream()
                        .map(JsonWriter::text)
                        .collect(Collectors.joining("\n---\n", "", "\n")));
            inline.put(((Value.Str) understood).value(), "");
          } else if (text.contains("\n") && (!valid || isStructure(values))) {
            inline.put(
                text, valid ? "it is not a mapping" : documents.problems().getFirst().message());
          }
        }
        items.add(understood);
      }
      if (!items.isEmpty()) {
        result = result.with(field, new Value.Arr(items));
      }
    }
    return new KustomizationFile(file, result, places, inline);
  }

  private static boolean isStructure(List<Value> values) {
    return values.stream().anyMatch(it -> it instanceof Value.Obj || it instanceof Value.Arr);
  }

  /// Kustomize ignores case, so `Resources` is a list of resources too.
  /// See <https://github.com/kubernetes-sigs/kustomize/issues/5061>.
  private static Optional<Value.Obj> spelled(Value.Obj content) {
    Optional<Value.Obj> outer = spelled(content, FIELDS);
    if (outer.isEmpty()) {
      return outer;
    }
    Value.Obj result = outer.get();
    for (Map.Entry<String, List<String>> each : FILES_WITHIN.entrySet()) {
      List<Value> items = new ArrayList<>();
      for (Value item : result.list(each.getKey())) {
        Optional<Value> inner =
            item instanceof Value.Obj object
                ? spelled(object, each.getValue()).map(Value.class::cast)
                : Optional.of(item);
        if (inner.isEmpty()) {
          return Optional.empty();
        }
        items.add(inner.get());
      }
      if (!items.isEmpty()) {
        result = result.with(each.getKey(), new Value.Arr(items));
      }
    }
    return Optional.of(result);
  }

  private static Optional<Value.Obj> spelled(Value.Obj object, Collection<String> names) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : object.fields().entrySet()) {
      String name =
          names.stream()
              .filter(field.getKey()::equalsIgnoreCase)
              .findFirst()
              .orElse(field.getKey());
      if (fields.putIfAbsent(name, field.getValue()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Value.Obj(fields));
  }

  /// The file as kustomize gets it: what Drift understood of it and nothing else, whatever other
  /// parsers make of its text.
  public SourceFile plain() {
    return new SourceFile(file.path(), JsonWriter.text(content).getBytes(StandardCharsets.UTF_8));
  }

  /// The same with another content.
  KustomizationFile with(Value.Obj other) {
    return new KustomizationFile(file, other, places, inline);
  }

  public String folder() {
    return TreePath.parent(file.path());
  }

  /// A Component is only built as part of others.
  public boolean isComponent() {
    return content.text("kind").equals(Optional.of("Component"));
  }

  /// The field that would make kustomize run helm, with its line.
  Optional<Reference> charts() {
    return List.of("helmCharts", "helmChartInflationGenerator").stream()
        .filter(field -> content.get(field).isPresent())
        .map(field -> new Reference(field, field, () -> line(places.field(field))))
        .findFirst();
  }

  /// A folder or file that it refers to.
  ///
  /// @param field where it does
  /// @param at the line, counted from 1. To find it, a file may have to be parsed that is known
  ///     otherwise, so nobody should ask who need not say it
  public record Reference(String text, String field, IntSupplier at) {
    static Reference of(String text, String field, int line) {
      return new Reference(text, field, () -> line);
    }

    public int line() {
      return at.getAsInt();
    }
  }

  /// What must be in the tree: each entry that kustomize would otherwise look for on the network or
  /// elsewhere on this machine.
  public List<Reference> references() {
    List<Reference> found = new ArrayList<>();
    for (String field : FILES_OR_FOLDERS) {
      texts(field, found, true);
    }
    for (String field : FILES_OR_TEXTS) {
      texts(field, found, false);
    }
    for (String field : PLUGINS) {
      texts(field, found, false);
    }
    for (String field : List.of("patches", "patchesJson6902", "replacements")) {
      objects(field).forEach(each -> path(each.at(), each.value(), "path", field, found));
    }
    for (String field : List.of("configMapGenerator", "secretGenerator")) {
      for (At<Value.Obj> each : objects(field)) {
        for (Value entry : each.value().list("files")) {
          if (entry instanceof Value.Str(String text)) {
            found.add(new Reference(text.substring(text.indexOf('=') + 1), field, each.at()));
          }
        }
        for (Value entry : each.value().list("envs")) {
          if (entry instanceof Value.Str(String text)) {
            found.add(new Reference(text, field, each.at()));
          }
        }
        path(each.at(), each.value(), "env", field, found);
      }
    }
    path(() -> line(places.field("openapi")), content.object("openapi"), "path", "openapi", found);
    return found;
  }

  /// Configurations of plugins that stand in the file itself, as texts.
  List<Reference> inlinePlugins() {
    List<Reference> found = new ArrayList<>();
    for (String field : PLUGINS) {
      texts(field, found, true);
    }
    return found.stream().filter(it -> inline.containsKey(it.text())).toList();
  }

  /// A patch in the file itself that is not valid: its field, with the reason as its text.
  Optional<Reference> invalidPatch() {
    List<Reference> found = new ArrayList<>();
    for (String field : FILES_OR_TEXTS) {
      texts(field, found, true);
    }
    return found.stream()
        .filter(it -> !inline.getOrDefault(it.text(), "").isEmpty())
        .map(it -> new Reference(inline.getOrDefault(it.text(), ""), it.field(), it.at()))
        .findFirst();
  }

  /// Whether kustomize may copy values of Secrets into other objects: by replacements or vars whose
  /// source is a Secret, or is not known from this file alone.
  boolean copiesSecrets() {
    return content.fields().entrySet().stream()
        .anyMatch(
            field ->
                (field.getKey().equalsIgnoreCase("replacements")
                        && mayBeOfSecret(field.getValue(), "source"))
                    || (field.getKey().equalsIgnoreCase("vars")
                        && mayBeOfSecret(field.getValue(), "objref")));
  }

  private static boolean mayBeOfSecret(Value list, String source) {
    return list instanceof Value.Arr(List<Value> items)
        && items.stream()
            .anyMatch(
                it ->
                    !(it instanceof Value.Obj object)
                        || object
                            .object(source)
                            .text("kind")
                            .filter(kind -> !kind.equals("Secret"))
                            .isEmpty());
  }

  /// A mapping of a list, and its line.
  private record At<T>(T value, IntSupplier at) {}

  private List<At<Value.Obj>> objects(String field) {
    List<At<Value.Obj>> all = new ArrayList<>();
    List<Value> items = content.list(field);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj object) {
        all.add(new At<>(object, line(field, i)));
      }
    }
    return all;
  }

  /// @param all whether entries count that are not paths
  private void texts(String field, List<Reference> found, boolean all) {
    List<Value> items = content.list(field);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Str(String text) && (all || !inline.containsKey(text))) {
        found.add(new Reference(text, field, line(field, i)));
      }
    }
  }

  /// The field may be spelled otherwise in the file; then the place of the file is the nearest.
  private IntSupplier line(String field, int index) {
    return () -> {
      Places list = places.field(field);
      return line(index < list.root().items().size() ? list.item(index) : list);
    };
  }

  private static int line(Places places) {
    return places.start().line();
  }

  private static void path(
      IntSupplier at, Value.Obj object, String key, String field, List<Reference> found) {
    object.text(key).ifPresent(text -> found.add(new Reference(text, field, at)));
  }
}

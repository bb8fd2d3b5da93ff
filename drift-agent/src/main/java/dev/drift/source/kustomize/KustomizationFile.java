package dev.drift.source.kustomize;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A kustomization file, and what it refers to.
/// See <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>.
///
/// @param content one mapping
public record KustomizationFile(SourceFile file, Value.Obj content, Places places) {
  private static final Set<String> NAMES =
      Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  /// Fields whose entries are folders or files, and in no case texts of their own.
  private static final List<String> FILES_OR_FOLDERS =
      List.of(
          "resources",
          "bases",
          "components",
          "crds",
          "configurations",
          "patchesStrategicMerge",
          "generators",
          "transformers",
          "validators");

  public KustomizationFile {
    requireNonNull(file, "file is null");
    requireNonNull(content, "content is null");
    requireNonNull(places, "places is null");
  }

  /// Whether kustomize takes a file of this path for one.
  public static boolean isOne(String path) {
    return NAMES.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /// @return empty if the file is not valid, or not one mapping
  public static Optional<KustomizationFile> read(SourceFile file, DocumentReader reader) {
    Documents documents = reader.read(file);
    if (!documents.problems().isEmpty() || documents.documents().size() != 1) {
      return Optional.empty();
    }
    Document document = documents.documents().getFirst();
    return document.value() instanceof Value.Obj content
        ? Optional.of(new KustomizationFile(file, content, document.places()))
        : Optional.empty();
  }

  public String folder() {
    return TreePath.parent(file.path());
  }

  /// A Component is only built as part of others.
  public boolean isComponent() {
    return content.text("kind").equals(Optional.of("Component"));
  }

  boolean inflatesCharts() {
    return content.get("helmCharts").isPresent()
        || content.get("helmChartInflationGenerator").isPresent();
  }

  /// A folder or file that it refers to.
  ///
  /// @param field where it does
  /// @param line counted from 1
  public record Reference(String text, String field, int line) {}

  /// What must be in the tree: each entry that kustomize would otherwise look for on the network.
  ///
  /// An entry of several lines is a patch itself.
  public List<Reference> references() {
    List<Reference> found = new ArrayList<>();
    for (String field : FILES_OR_FOLDERS) {
      texts(field, found);
    }
    for (String field : List.of("patches", "patchesJson6902", "replacements")) {
      objects(field).forEach(each -> path(each.at(), each.value(), "path", field, found));
    }
    for (String field : List.of("configMapGenerator", "secretGenerator")) {
      for (At<Value.Obj> each : objects(field)) {
        for (Value entry : each.value().list("files")) {
          if (entry instanceof Value.Str(String text)) {
            add(text.substring(text.indexOf('=') + 1), field, each.at(), found);
          }
        }
        for (Value entry : each.value().list("envs")) {
          if (entry instanceof Value.Str(String text)) {
            add(text, field, each.at(), found);
          }
        }
        path(each.at(), each.value(), "env", field, found);
      }
    }
    path(places, content.object("openapi"), "path", "openapi", found);
    return found;
  }

  private record At<T>(T value, Places at) {}

  private List<At<Value.Obj>> objects(String field) {
    List<At<Value.Obj>> all = new ArrayList<>();
    List<Value> items = content.list(field);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj object) {
        all.add(new At<>(object, places.field(field).item(i)));
      }
    }
    return all;
  }

  private void texts(String field, List<Reference> found) {
    List<Value> items = content.list(field);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Str(String text)) {
        add(text, field, places.field(field).item(i), found);
      }
    }
  }

  private static void path(
      Places at, Value.Obj object, String key, String field, List<Reference> found) {
    object.text(key).ifPresent(text -> add(text, field, at, found));
  }

  private static void add(String text, String field, Places at, List<Reference> found) {
    if (!text.contains("\n")) {
      found.add(new Reference(text, field, at.start().line()));
    }
  }
}

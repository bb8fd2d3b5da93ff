package dev.drift.source.argo;

import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.manifest.FileManifests;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Hooks with generateName, which are valid to Argo CD although no object is matched to them.
///
/// @param hooks in the order of the file
/// @param problems of the file without those that such hooks are
record NamelessHooks(List<Hook> hooks, List<Problem> problems) {
  /// @param reason a sentence
  record Hook(Place place, String reason) {}

  NamelessHooks {
    hooks = List.copyOf(hooks);
    problems = List.copyOf(problems);
  }

  /// @param found of the same file
  static NamelessHooks of(SourceFile file, DocumentReader reader, FileManifests found) {
    if (found.problems().stream().noneMatch(it -> it.code() == Problem.Code.NO_NAME)) {
      return new NamelessHooks(List.of(), found.problems());
    }
    Map<Place, Hook> byMetadata = new HashMap<>();
    List<Hook> hooks = new ArrayList<>();
    for (Document document : reader.read(file).documents()) {
      if (document.value() instanceof Value.Obj object) {
        find(object, document.places(), byMetadata, hooks);
      }
    }
    return new NamelessHooks(
        hooks,
        found.problems().stream()
            .filter(
                it ->
                    it.code() != Problem.Code.NO_NAME
                        || it.place().filter(byMetadata::containsKey).isEmpty())
            .toList());
  }

  private static void find(
      Value.Obj object, Places at, Map<Place, Hook> byMetadata, List<Hook> hooks) {
    Value.Obj metadata = object.object("metadata");
    String start = metadata.text("generateName").orElse("");
    if (!start.isEmpty() && metadata.text("name").orElse("").isEmpty()) {
      AppliedObjects.hook(metadata)
          .ifPresent(
              annotation -> {
                Hook hook =
                    new Hook(
                        at.start(),
                        ("Argo CD runs the %s with the generateName %s as a hook (%s), so it is not"
                                + " compared.")
                            .formatted(object.text("kind").orElse(""), start, annotation));
                byMetadata.put(at.field("metadata").start(), hook);
                hooks.add(hook);
              });
    }
    List<Value> items = object.list("items");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj item) {
        find(item, at.field("items").item(i), byMetadata, hooks);
      }
    }
  }
}

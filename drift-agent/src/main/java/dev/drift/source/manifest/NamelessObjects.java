package dev.drift.source.manifest;

import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Objects with generateName and no name, which a deployer creates although no live object is
/// matched to them.
///
/// @param leftOut in the order of the file
/// @param problems of the file without those that such objects are
public record NamelessObjects(List<Skipped> leftOut, List<Problem> problems) {
  public NamelessObjects {
    leftOut = List.copyOf(leftOut);
    problems = List.copyOf(problems);
  }

  /// What becomes of such objects.
  @FunctionalInterface
  public interface Fate {
    /// @param start of the name
    /// @return why it is left out: a sentence. Empty if it needs a name
    Optional<String> of(Value.Obj object, String start);
  }

  /// @param found of the same file
  public static NamelessObjects of(
      SourceFile file, DocumentReader reader, FileManifests found, Fate fate) {
    if (found.problems().stream().noneMatch(it -> it.code() == Problem.Code.NO_NAME)) {
      return new NamelessObjects(List.of(), found.problems());
    }
    Set<Place> metadata = new HashSet<>();
    List<Skipped> leftOut = new ArrayList<>();
    for (Document document : reader.read(file).documents()) {
      if (document.value() instanceof Value.Obj object) {
        find(object, document.places(), fate, metadata, leftOut);
      }
    }
    return new NamelessObjects(
        leftOut,
        found.problems().stream()
            .filter(
                it ->
                    it.code() != Problem.Code.NO_NAME
                        || it.place().filter(metadata::contains).isEmpty())
            .toList());
  }

  private static void find(
      Value.Obj object, Places at, Fate fate, Set<Place> found, List<Skipped> leftOut) {
    Value.Obj metadata = object.object("metadata");
    String start = metadata.text("generateName").orElse("");
    if (!start.isEmpty() && metadata.text("name").orElse("").isEmpty()) {
      fate.of(object, start)
          .ifPresent(
              reason -> {
                found.add(at.field("metadata").start());
                leftOut.add(new Skipped(at.start(), reason));
              });
    }
    List<Value> items = object.list("items");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj item) {
        find(item, at.field("items").item(i), fate, found, leftOut);
      }
    }
  }
}

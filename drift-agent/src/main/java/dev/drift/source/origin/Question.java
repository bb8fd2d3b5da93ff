package dev.drift.source.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A value of a rendered manifest, of which somebody wants to know what sets it.
///
/// @param id under which the answer is found
/// @param path of a value that the manifest has, with an index for each item
/// @param line of the value, if the question is about one line of a text, counted from 0
/// @param live the text of the value in the cluster, which tells what part of it differs
public record Question(
    String id,
    Manifest manifest,
    Generated origin,
    Path path,
    Optional<Integer> line,
    Optional<String> live) {
  public Question {
    requireNonNull(id, "id is null");
    requireNonNull(manifest, "manifest is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(path, "path is null");
    requireNonNull(line, "line is null");
    requireNonNull(live, "live is null");
  }

  /// Of the value of a path, or of the nearest value around it that the manifest has.
  ///
  /// @param path with keys of items
  public static Question of(
      String id,
      Manifest manifest,
      Generated origin,
      Path path,
      Optional<Integer> line,
      Optional<String> live) {
    List<Path.Element> elements = new ArrayList<>();
    Value value = manifest.content();
    for (Path.Element element : path.elements()) {
      Optional<Value> next = Steps.step(element, value);
      if (next.isEmpty()) {
        break;
      }
      elements.add(Steps.item(element, value).<Path.Element>map(Path.Index::new).orElse(element));
      value = next.get();
    }
    return new Question(id, manifest, origin, new Path(elements), line, live);
  }

  Value value() {
    return Steps.at(path, manifest.content()).orElseThrow();
  }

  /// The field, without items of lists.
  Optional<Path.Field> field() {
    return path.elements().reversed().stream()
        .filter(Path.Field.class::isInstance)
        .map(Path.Field.class::cast)
        .findFirst();
  }
}

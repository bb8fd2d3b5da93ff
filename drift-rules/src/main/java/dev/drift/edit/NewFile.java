package dev.drift.edit;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Writes a manifest that no file has yet.
public final class NewFile {
  private static final List<String> FIRST = List.of("apiVersion", "kind", "metadata");
  private static final List<String> FIRST_OF_METADATA =
      List.of("name", "namespace", "labels", "annotations");

  private NewFile() {}

  /// YAML that reads as this manifest; empty if there is none, as for a number that is too large.
  public static Optional<String> of(Value.Obj manifest) {
    Value.Obj ordered =
        ordered(
            manifest.with("metadata", ordered(manifest.object("metadata"), FIRST_OF_METADATA)),
            FIRST);
    try {
      Layout layout = new Layout(2, 0, false, " ", " ");
      String text = String.join("\n", new BlockWriter(layout).mapping(ordered, 0)) + "\n";
      SourceFile file = new SourceFile("new.yaml", text.getBytes(StandardCharsets.UTF_8));
      List<Value> read =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(file).documents().stream().map(Document::value).toList();
      return read.equals(List.of(manifest)) ? Optional.of(text) : Optional.empty();
    } catch (CannotEdit _) {
      return Optional.empty();
    }
  }

  private static Value.Obj ordered(Value.Obj object, List<String> first) {
    Value.Obj ordered = Value.Obj.EMPTY;
    for (String name : first) {
      Optional<Value> value = object.get(name);
      ordered = value.isPresent() ? ordered.with(name, value.get()) : ordered;
    }
    for (int i = 0; i < object.size(); i++) {
      ordered = ordered.with(object.name(i), object.value(i));
    }
    return ordered;
  }
}

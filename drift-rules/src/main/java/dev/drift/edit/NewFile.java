package dev.drift.edit;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Writes a manifest or a patch that no file has yet.
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
    return text(ordered);
  }

  /// YAML that reads as this list, such as the operations of a JSON Patch.
  public static Optional<String> of(Value.Arr list) {
    return text(list);
  }

  private static Optional<String> text(Value value) {
    try {
      BlockWriter writer = new BlockWriter(new Layout(2, 0, false, " ", " "));
      List<String> lines =
          switch (value) {
            case Value.Obj object when object.size() > 0 -> writer.mapping(object, 0);
            case Value.Arr(List<Value> items) when !items.isEmpty() -> writer.sequence(items, 0);
            default -> List.of();
          };
      String text = String.join("\n", lines) + "\n";
      SourceFile file = new SourceFile("new.yaml", text.getBytes(StandardCharsets.UTF_8));
      List<Value> read =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(file).documents().stream().map(Document::value).toList();
      return read.equals(List.of(value)) ? Optional.of(text) : Optional.empty();
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

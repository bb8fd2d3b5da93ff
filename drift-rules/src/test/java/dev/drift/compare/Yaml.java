package dev.drift.compare;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// YAML as values, for tests.
public final class Yaml {
  private Yaml() {}

  public static Value.Obj object(String yaml) {
    return objects(yaml).getFirst();
  }

  public static List<Value.Obj> objects(Path file) throws IOException {
    return objects(Files.readString(file));
  }

  public static List<Value.Obj> objects(String yaml) {
    return documents(yaml).documents().stream()
        .map(Document::value)
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast)
        .toList();
  }

  public static Documents documents(String yaml) {
    Documents read =
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("test.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(read.problems().toString());
    }
    return read;
  }
}

package dev.drift.differential;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The hand-written YAML of `src/test/resources/differential`.
final class Resources {
  private static final Path FOLDER = Path.of("src/test/resources/differential");

  private Resources() {}

  /// What stands in the cluster before anything is generated.
  static Path cluster() {
    return FOLDER.resolve("cluster.yaml");
  }

  static Path crds() {
    return FOLDER.resolve("crds.yaml");
  }

  /// Valid objects, several of a kind, from which generated ones start.
  static List<Value.Obj> objects() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("objects"))) {
      return files.sorted().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the object is of a kind that `crds.yaml` defines: these are served some time later.
  static boolean isCustom(Value.Obj object) {
    return object.text("apiVersion").orElse("").contains("differential.example.org/");
  }

  static List<Value.Obj> read(Path file) {
    try {
      Documents documents =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile(file.toString(), Files.readAllBytes(file)));
      if (!documents.problems().isEmpty()) {
        throw new IllegalArgumentException(documents.problems().toString());
      }
      return documents.documents().stream()
          .map(Document::value)
          .filter(Value.Obj.class::isInstance)
          .map(Value.Obj.class::cast)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

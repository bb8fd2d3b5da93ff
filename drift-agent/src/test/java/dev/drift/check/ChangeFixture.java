package dev.drift.check;

import dev.drift.Golden;
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
import java.util.Optional;
import java.util.stream.Stream;

/// A manual change, how it is undone, and exactly what it makes drift. The form of the files
/// is told
/// in `changes/README.md`.
///
/// @param kubectl commands, each with its arguments
/// @param input what commands with `-f -` read
/// @param editor a sed script that stands in for the person in `kubectl edit`
/// @param expected lines as [Lakehouse#lines] makes them
record ChangeFixture(
    String name,
    String says,
    List<List<String>> kubectl,
    List<List<String>> undo,
    Optional<String> input,
    Optional<String> editor,
    List<String> expected) {

  static List<ChangeFixture> all() {
    Path folder = Golden.repository().resolve("drift-agent/src/test/resources/changes");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(ChangeFixture::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChangeFixture read(Path file) {
    try {
      Documents documents =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile(file.toString(), Files.readAllBytes(file)));
      if (!documents.problems().isEmpty()) {
        throw new IllegalStateException(documents.problems().toString());
      }
      Document document = documents.documents().getFirst();
      Value.Obj fixture = (Value.Obj) document.value();
      return new ChangeFixture(
          String.valueOf(file.getFileName()),
          fixture.text("says").orElseThrow(),
          commands(fixture, "kubectl", file),
          commands(fixture, "undo", file),
          fixture.text("input"),
          fixture.text("editor"),
          texts(fixture.list("expected")).stream().sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<String>> commands(Value.Obj fixture, String field, Path file) {
    String folder = file.getParent().toString();
    return fixture.list(field).stream()
        .map(
            command ->
                texts(((Value.Arr) command).items()).stream()
                    .map(
                        argument ->
                            argument
                                .replace("${DIR}", folder)
                                .replace("${EXAMPLE}", Lakehouse.FOLDER.toString()))
                    .toList())
        .toList();
  }

  private static List<String> texts(List<Value> values) {
    return values.stream().map(value -> ((Value.Str) value).value()).toList();
  }
}

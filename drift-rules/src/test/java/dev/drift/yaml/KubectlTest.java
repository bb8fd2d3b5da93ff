package dev.drift.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads what kubectl reads and refuses what it refuses; `kubectl/record.sh` recorded kubectl
/// 1.36.3.
class KubectlTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/drift/yaml/kubectl");

  static List<String> read() throws IOException {
    return names(".json");
  }

  static List<String> refused() throws IOException {
    return names(".refused");
  }

  private static List<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("read")
  void readsAsKubectlDoes(String name) throws IOException {
    Documents ours = documents(name);

    assertThat(ours.problems()).isEmpty();
    Value.Obj kubectl =
        (Value.Obj) JsonReader.read(Files.readString(FOLDER.resolve(name + ".json")));
    Value.Obj own = (Value.Obj) ours.documents().getFirst().value();
    assertThat(lines(own)).isEqualTo(lines(withoutLabels(kubectl)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatKubectlRefuses(String name) throws IOException {
    Documents ours = documents(name);

    assertThat(ours.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code())
                  .isEqualTo(
                      List.of("no-anchor", "self").contains(name)
                          ? Problem.Code.YAML_ALIASES
                          : Problem.Code.YAML_SYNTAX);
              // Each fixture is valid up to its fourth line.
              assertThat(problem.place().orElseThrow().line()).isBetween(4, 6);
            });
    assertThat(ours.documents()).isEmpty();
  }

  @Test
  void hasFixturesOfBothKinds() throws IOException {
    assertThat(read()).hasSizeGreaterThan(5);
    assertThat(refused()).hasSizeGreaterThan(20);
  }

  private static Documents documents(String name) throws IOException {
    byte[] content = Files.readAllBytes(FOLDER.resolve(name + ".yaml"));
    return new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile(name + ".yaml", content));
  }

  /// The recorder's command adds an empty map of labels.
  private static Value.Obj withoutLabels(Value.Obj object) {
    return object.with("metadata", object.object("metadata").without("labels"));
  }

  private static String lines(Value value) {
    return ValueLines.of(value);
  }
}

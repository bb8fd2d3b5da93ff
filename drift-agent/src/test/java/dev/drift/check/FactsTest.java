package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each fact of facts.yaml has a fixture or a test that shows it.
class FactsTest {
  private static final Path RULES = Golden.repository().resolve("drift-rules/src/test");
  private static final Path AGENT = Golden.repository().resolve("drift-agent/src/test");

  record Fact(String says, List<String> shown) {
    @Override
    public String toString() {
      return says;
    }
  }

  static List<Fact> facts() throws IOException {
    Path file = AGENT.resolve("resources/facts.yaml");
    Documents read =
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile(file.toString(), Files.readAllBytes(file)));
    assertThat(read.problems()).isEmpty();
    Value.Obj all = (Value.Obj) read.documents().getFirst().value();
    return Stream.of("falseDrift", "missedDrift")
        .flatMap(list -> all.list(list).stream())
        .map(Value.Obj.class::cast)
        .map(
            fact ->
                new Fact(
                    fact.text("fact").orElseThrow(),
                    fact.list("shown").stream().map(one -> ((Value.Str) one).value()).toList()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void isShown(Fact fact) throws IOException {
    assertThat(fact.shown()).isNotEmpty();
    for (String shown : fact.shown()) {
      assertThat(exists(shown)).as(shown).isTrue();
    }
  }

  private static boolean exists(String shown) throws IOException {
    if (shown.startsWith("compare/")) {
      return Files.exists(RULES.resolve("resources").resolve(shown).resolve("expected.yaml"));
    }
    if (shown.startsWith("changes/")) {
      return Files.exists(AGENT.resolve("resources").resolve(shown + ".yaml"));
    }
    String[] test = shown.split("#", 2);
    for (Path tests : List.of(RULES.resolve("java"), AGENT.resolve("java"))) {
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(f -> f.endsWith(test[0] + ".java")).toList()) {
          if (Files.readString(file).contains(" void " + test[1] + "(")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

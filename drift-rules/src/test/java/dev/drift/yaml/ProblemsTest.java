package dev.drift.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a file is said with its line, and without a word of the file.
@Timeout(120)
class ProblemsTest {
  private static List<String> problems(String text) {
    return Reading.problems(Reading.of("a.yaml", text));
  }

  @Test
  void syntaxErrorsHaveTheirLine() {
    assertThat(problems("a: 1\nb: [1, 2\nc: 3\n"))
        .containsExactly(
            "YAML_SYNTAX at 2: a.yaml:3: a comma or closing bracket is missing in a list or"
                + " mapping.");
    assertThat(problems("a: b: c\n"))
        .containsExactly(
            "YAML_SYNTAX at 5: a.yaml:1: a colon is not allowed here; fix the indentation, or quote"
                + " the text.");
    assertThat(problems("a:\n\tb: 1\n"))
        .containsExactly(
            "YAML_SYNTAX at 1: a.yaml:2: a tab is not allowed here; indent with spaces.");
    assertThat(problems("a: \"open\nb: 1\n"))
        .containsExactly("YAML_SYNTAX at 1: a.yaml:3: a quoted string is not closed.");
    assertThat(problems("a: {{ .Values.x }}\n"))
        .containsExactly(
            "YAML_SYNTAX at 5: a.yaml:1: a list or mapping is used as a key; is this an unrendered"
                + " template?");
  }

  @Test
  void duplicateKeysNameTheirFirstLine() {
    assertThat(problems("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n\"<b>\": 1\n\"<b>\": 2\n"))
        .containsExactly(
            "YAML_DUPLICATE_KEY at 3: a.yaml:5: the key \"c\" is already on line 3; remove one of them.",
            "YAML_DUPLICATE_KEY at 1: a.yaml:6: the key \"a\" is already on line 1; remove one of them.",
            "YAML_DUPLICATE_KEY at 1: a.yaml:8: a key is already on line 7; remove one of them.");
    // Both are the boolean true of YAML 1.1.
    assertThat(problems("true: 1\non: 2\n"))
        .containsExactly(
            "YAML_DUPLICATE_KEY at 1: a.yaml:2: the key \"true\" is already on line 1; remove one of them.");
    assertThat(Reading.problems(Reading.of("a.json", "{\"a\": 1,\n \"a\": 2}")))
        .containsExactly(
            "YAML_DUPLICATE_KEY at 2: a.json:2: the key \"a\" is already on line 1; remove one of them.");
  }

  @Test
  void oneBrokenDocumentHidesNoOther() {
    Documents documents = Reading.of("a.yaml", "a: [\n---\nb: 1\n---\nc: {\n---\nd: 1\nd: 2\n");

    assertThat(documents.documents()).hasSize(1);
    assertThat(documents.documents().getFirst().places().document()).isEqualTo(1);
    assertThat(documents.problems())
        .extracting(problem -> problem.place().orElseThrow().line())
        .containsExactly(2, 6, 8);
  }

  @Test
  void anAliasBombIsRefusedAtOnce() {
    String bomb =
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + IntStream.rangeClosed(1, 30)
                .mapToObj(
                    i ->
                        "a%d: &a%d [%s]\n"
                            .formatted(
                                i,
                                i,
                                IntStream.range(0, 10)
                                    .mapToObj(_ -> "*a" + (i - 1))
                                    .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());

    assertThat(problems(bomb))
        .containsExactly(
            "YAML_ALIASES at 45: a.yaml:5: the aliases of the file expand to more than 100,000"
                + " values.");
    assertThat(problems("a: &a {x: 1}\n" + "b: {<<: *a}\n".repeat(3000)))
        .containsExactly("YAML_ALIASES at 9: a.yaml:2002: the file has more than 2,000 aliases.");
  }

  @Test
  void mergedMappingsCountAsAliases() {
    String fields =
        IntStream.range(0, 100)
            .mapToObj(i -> "k%d: 1".formatted(i))
            .collect(Collectors.joining(", "));
    assertThat(
            Reading.codes(
                Reading.of(
                    "a.yaml", "a: &a {" + fields + "}\nb: [" + "{<<: *a}, ".repeat(1500) + "]\n")))
        .containsExactly(Problem.Code.YAML_ALIASES);
  }

  @Test
  void deepNestingIsRefused() {
    String wording = " lists and mappings are nested more than 100 levels deep.";
    assertThat(problems("a: " + "[".repeat(100_000)))
        .containsExactly("YAML_TOO_DEEP at 103: a.yaml:1:" + wording);
    assertThat(problems("a: " + "[".repeat(99) + "]".repeat(99))).isEmpty();
    assertThat(Reading.problems(Reading.of("a.json", "[".repeat(100_000))))
        .containsExactly("YAML_TOO_DEEP at 101: a.json:1:" + wording);
    String layers =
        "a0: &a0 [1]\n"
            + IntStream.rangeClosed(1, 150)
                .mapToObj(i -> "a%d: &a%d [*a%d]\n".formatted(i, i, i - 1))
                .collect(Collectors.joining());
    assertThat(problems(layers)).containsExactly("YAML_TOO_DEEP at 12: a.yaml:100:" + wording);
  }

  @Test
  void limitsAreTheCallersToSet() {
    YamlLimits tight = new YamlLimits(2, 1, 10, 5);

    assertThat(Reading.codes(Reading.of("a.yaml", "a: {b: {c: 1}}", tight)))
        .containsExactly(Problem.Code.YAML_TOO_DEEP);
    assertThat(Reading.codes(Reading.of("a.yaml", "[1, 2, 3, 4, 5]", tight)))
        .containsExactly(Problem.Code.FILE_TOO_LARGE);
    assertThat(Reading.codes(Reading.of("a.yaml", "[&a 1, *a, *a]", tight)))
        .containsExactly(Problem.Code.YAML_ALIASES);
  }

  /// Each would take minutes where the work grew with the square of the size.
  @Test
  void largeAndOddTextsTakeNoTime() {
    String keys =
        IntStream.range(0, 20_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());

    assertThat(problems("a: " + "9".repeat(300_000))).isEmpty();
    assertThat(problems("a: \"" + "x\n".repeat(100_000)))
        .containsExactly("YAML_SYNTAX at 1: a.yaml:100001: a quoted string is not closed.");
    assertThat(problems(keys)).isEmpty();
    // Each of the 50 that are accepted costs a parse.
    assertThat(problems("a:\t1\n".repeat(20_000)))
        .containsExactly(
            "YAML_SYNTAX at 3: a.yaml:51: a tab is not allowed here; indent with spaces.");
    assertThat(problems("---\na: 1\n".repeat(5_000))).isEmpty();
  }

  @Test
  void whatIsNotUtf8HasItsLine() {
    byte[] latin = "a: 1\nb: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Documents documents =
        new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile("a.yaml", latin));

    assertThat(Reading.problems(documents))
        .containsExactly(
            "NOT_UTF8 at 4: a.yaml is not UTF-8: byte 9 of the file, on line 2, does"
                + " not start a character; save it as UTF-8.");
    byte[] wide = "a: 1\n".getBytes(StandardCharsets.UTF_16);
    assertThat(
            Reading.codes(
                new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile("a.yaml", wide))))
        .containsExactly(Problem.Code.NOT_UTF8);
  }

  @Test
  void brokenJsonHasItsLine() {
    assertThat(Reading.problems(Reading.of("a.json", "{\n\"a\": canary\n}")))
        .containsExactly("YAML_SYNTAX at 6: a.json:2: this is not valid JSON.");
    assertThat(Reading.problems(Reading.of("a.json", "{\"a\": 1")))
        .containsExactly(
            "YAML_SYNTAX at 8: a.json:1: the JSON ends before its last bracket or quote.");
    assertThat(Reading.codes(Reading.of("a.json", "{\"a\": 1e999}")))
        .containsExactly(Problem.Code.YAML_SYNTAX);
    assertThat(Reading.codes(Reading.of("a.json", "a: 1")))
        .containsExactly(Problem.Code.YAML_SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: *canary",
        "password: @canary",
        "password: `canary",
        "password: %canary: canary",
        "password: 'canary",
        "password: \"canary",
        "password: \"canary\\qcanary\"",
        "password: !canary!canary canary",
        "password: !!int canary",
        "password: !!bool canary",
        "password: !!float canary",
        "password: !!binary canary%",
        "password: {canary canary: [canary}",
        "password: canary: canary",
        "password: |canary\n  canary",
        "password: [canary, canary\nother: canary",
        "password: &canary [*canary]",
        "canary\npassword: canary",
        "password: canary\n  canary: canary",
        "? {canary: canary}\n: canary",
        "password: \"canary\u0001\"",
        "- canary\npassword: canary",
        "<<: canary",
        "{\"canary value\": 1, \"canary value\": 2}",
      })
  void noMessageQuotesTheFile(String text) {
    Documents documents = Reading.of("a.yaml", text);

    boolean twice = text.startsWith("{\"canary value\"");
    Problem.Code code = twice ? Problem.Code.YAML_DUPLICATE_KEY : Problem.Code.YAML_SYNTAX;
    boolean alias = text.endsWith("*canary") || text.endsWith("[*canary]");
    assertThat(Reading.codes(documents)).containsExactly(alias ? Problem.Code.YAML_ALIASES : code);
    assertThat(documents.problems().toString()).doesNotContain("canary");
    Documents json = Reading.of("a.json", text);
    assertThat(Reading.codes(json)).containsExactly(code);
    assertThat(json.problems().toString()).doesNotContain("canary");
  }
}

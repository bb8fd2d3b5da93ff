package dev.drift.source.flux.envsubst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.source.flux.RenderOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The port gives what Flux's own code gives, for texts that nobody would write.
class EnvsubstOracleTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "a", "abcABC123ABCabc",
          "b", "/home/bozo/ideas.for.today",
          "empty", "",
          "n", "3",
          "u", "Übergröße",
          "_x9", "$a ${b} }");

  private static final List<String> PIECES =
      List.of(
          "${", "}", "$", "$$", "{", "a", "b", "empty", "n", "u", "_x9", "missing", "#", "##", "%",
          "%%", "/", "//", "/#", "/%", ":", ":-", ":=", ":+", ":?", "=", "-", "+", "^", "^^", ",",
          ",,", "0", "1", "2", "-1", "99", "*", "?", "[a-c]", "[^A]", "[", "]", "\\", "\\/", "\\\\",
          ".", " ", "\n", "ab", "ABC", "Ü", "ß", "€", "😀", "${a}", "${b#*/}", "${n}");

  private static final List<String> OPERATORS =
      List.of(
          "", "^", "^^", ",", ",,", ":", ":-", ":=", "=", ":+", ":?", "#", "##", "%", "%%", "/",
          "//", "/#", "/%");

  private record Question(String text, boolean strict) {
    Map<String, Object> json() {
      return Map.of("text", text, "variables", VARIABLES, "strict", strict);
    }
  }

  @Test
  void substitutesAsFluxDoes(@TempDir Path folder) throws IOException, InterruptedException {
    compare(20_000, new Random(19), folder);
  }

  @Tag("soak")
  @Test
  void substitutesAsFluxDoesForLong(@TempDir Path folder) throws IOException, InterruptedException {
    compare(1_000_000, new Random(20), folder);
  }

  private static void compare(int count, Random random, Path folder)
      throws IOException, InterruptedException {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = random.nextInt(3) == 0 ? anything(random) : wellFormed(random, 0);
      questions.add(new Question(text, random.nextBoolean()));
    }
    List<RenderOracle.Answer> answers =
        RenderOracle.ask("envsubst", questions.stream().map(Question::json).toList(), folder);
    int substituted = 0;
    for (int i = 0; i < count; i++) {
      Optional<String> expected =
          answers.get(i).output().filter(it -> !it.contains("\uFFFD")); // a cut character
      assertThat(ours(questions.get(i)))
          .as("%s (Flux: %s)", questions.get(i), answers.get(i).error())
          .isEqualTo(expected);
      substituted += expected.isPresent() ? 1 : 0;
    }
    assertThat(substituted).isBetween(count / 3, count - count / 20);
  }

  private static Optional<String> ours(Question question) {
    try {
      return Optional.of(
          Envsubst.substitute(
              question.text(),
              name ->
                  Optional.ofNullable(VARIABLES.get(name))
                      .or(() -> question.strict() ? Optional.empty() : Optional.of(""))));
    } catch (SubstitutionException e) {
      return Optional.empty();
    }
  }

  private static String anything(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(any(random, PIECES));
    }
    return text.toString();
  }

  private static String wellFormed(Random random, int depth) {
    String operator = any(random, OPERATORS);
    String name = any(random, List.of("a", "b", "empty", "n", "u", "_x9", "a", "b", "missing"));
    String arguments =
        switch (operator) {
          case "", "^", "^^", ",", ",," -> "";
          case ":" -> number(random) + (random.nextBoolean() ? "" : ":" + number(random));
          case "/", "//", "/#", "/%" ->
              argument(random, depth, true) + "/" + argument(random, depth, false);
          default -> argument(random, depth, false);
        };
    String variable =
        random.nextInt(12) == 0 ? "${#" + name + "}" : "${" + name + operator + arguments + "}";
    return random.nextInt(3) == 0
        ? any(random, List.of("x ", "$", "$$", "\\", "{")) + variable + any(random, PIECES)
        : variable;
  }

  private static String number(Random random) {
    return any(random, List.of("0", "1", "2", "5", "30", "-1", " -1", "+2", "x", "${n}", "1e1"));
  }

  private static String argument(Random random, int depth, boolean pattern) {
    if (depth < 2 && random.nextInt(5) == 0) {
      return wellFormed(random, depth + 1);
    }
    return any(
        random,
        pattern
            ? List.of("abc", "a", "ABC", "\\/", "*", ".", "Ü", "\\\\", "x", "ß")
            : List.of(
                "abc", "*", "*.", "[a-c]", "[^a]*", "?", "*/", "x*", "Ü", "", "\\*", "[a", "A-"));
  }

  private static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

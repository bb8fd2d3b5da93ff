package dev.drift.source.flux.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
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

/// Values are merged as Flux's own code merges them, for paths and texts that nobody would write.
class ChartValuesOracleTest {
  private static final List<String> FILES =
      List.of(
          "",
          "null\n",
          "text",
          "[1]\n",
          "a: {x: file}\n",
          "a: text\n",
          "a: null\n",
          "a: {b: {c: 1}}\nl: [1, 2, 3]\n",
          "l: [{b: 1}, [2, 3]]\nx: \"1\"\n",
          "a: {b: [{c: d}], x: null}\n",
          "l: text\nx: {b: 0.5}\n");

  private static final List<String> NAMES = List.of("a", "b", "c", "l", "x", "a\\.b", "", "ü");

  private static final List<String> BETWEEN =
      List.of(".", ".", ".", "[0].", "[1].", "[2][0].", "[0]", ",", "=", "[x]", "[-1].", "..");

  private static final List<String> TEXTS =
      List.of(
          "v",
          "0",
          "1",
          "00",
          "-5",
          "+5",
          "1.5",
          "1e3",
          "true",
          "null",
          "",
          " ",
          "{",
          "}",
          "{}",
          "{a,b}",
          "{1,null}",
          "[",
          "]",
          "[0]",
          ",",
          "=",
          "\\",
          "\\,",
          "\\{",
          "x,y",
          ",b=2",
          ",a.c=3",
          ",l[0]=4",
          "'",
          "\"",
          "'7'",
          "\"true\"",
          "\n",
          "\t",
          "ü",
          "😀",
          "12345678901234567890");

  private record Reference(String text, String targetPath, boolean literal) {
    Map<String, Object> json() {
      return Map.of("text", text, "targetPath", targetPath, "literal", literal);
    }
  }

  private record Question(String inline, List<Reference> references) {
    Map<String, Object> json() {
      return Map.of(
          "inline", inline, "references", references.stream().map(Reference::json).toList());
    }
  }

  @Test
  void mergesAsFluxDoes(@TempDir Path folder) throws IOException, InterruptedException {
    compare(20_000, new Random(21), folder);
  }

  @Tag("soak")
  @Test
  void mergesAsFluxDoesForLong(@TempDir Path folder) throws IOException, InterruptedException {
    compare(1_000_000, new Random(22), folder);
  }

  private static void compare(int count, Random random, Path folder)
      throws IOException, InterruptedException {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      questions.add(question(random));
    }
    List<RenderOracle.Answer> answers =
        RenderOracle.ask("values", questions.stream().map(Question::json).toList(), folder);
    int merged = 0;
    for (int i = 0; i < count; i++) {
      Optional<Value> expected = Optional.empty();
      if (answers.get(i).output().isPresent()) {
        expected = Optional.of(JsonReader.read(answers.get(i).output().get()));
        merged++;
      }
      assertThat(ours(questions.get(i)))
          .as("%s (Flux: %s)", questions.get(i), answers.get(i).error())
          .isEqualTo(expected);
    }
    assertThat(merged).isBetween(count / 4, count - count / 4);
  }

  private static Optional<Value> ours(Question question) {
    ChartValues values = new ChartValues(ChartValuesTest.parsed(question.inline()).orElseThrow());
    try {
      for (Reference reference : question.references()) {
        if (reference.targetPath().isEmpty()) {
          Optional<Value.Obj> file = ChartValuesTest.parsed(reference.text());
          if (file.isEmpty()) {
            return Optional.empty();
          }
          values.add(file.get());
        } else {
          values.add(reference.targetPath(), reference.text(), reference.literal());
        }
      }
      return Optional.of(values.all());
    } catch (InvalidValues e) {
      return Optional.empty();
    }
  }

  private static Question question(Random random) {
    List<Reference> references = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      references.add(
          random.nextInt(3) == 0
              ? new Reference(any(random, FILES), "", false)
              : new Reference(text(random), path(random), random.nextInt(4) == 0));
    }
    return new Question(any(random, FILES.subList(4, FILES.size())), references);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(any(random, TEXTS));
    }
    return text.toString();
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder(any(random, NAMES.subList(0, 6)));
    for (int i = random.nextInt(3); i > 0; i--) {
      path.append(any(random, BETWEEN)).append(any(random, NAMES));
    }
    return path.toString();
  }

  private static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

package dev.drift.model.origin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackedNodeTest {
  private static final DocumentReader READER = new DocumentReader(YamlLimits.DEFAULT);

  private static List<Document> read(String path, byte[] content) {
    return READER.read(new SourceFile(path, content)).documents();
  }

  private static void assertTheSame(Document document) {
    Places packed = document.places().packed(document.value());

    assertThat(packed).isNotSameAs(document.places());
    assertThat(packed.file()).isEqualTo(document.places().file());
    assertThat(packed.document()).isEqualTo(document.places().document());
    assertThat(packed.root()).isEqualTo(document.places().root());
  }

  @Test
  void isTheTreeOfAliasesMergesAndTexts() {
    String yaml =
        """
        common: &common {a: 1, b: [x, {y: z}]}
        merged:
          <<: *common
          b: other
        again: *common
        text: |
          first
          second
        empty: {}
        none: null
        """;

    List<Document> documents = read("a.yaml", yaml.getBytes(UTF_8));

    assertThat(documents).hasSize(1);
    assertTheSame(documents.getFirst());
    Places packed = documents.getFirst().places().packed(documents.getFirst().value());
    assertThat(packed.line(dev.drift.model.value.Path.of("text"), documents.getFirst().value(), 1))
        .hasValueSatisfying(it -> assertThat(it.line()).isEqualTo(8));
  }

  @Test
  void isTheTreeOfJson() {
    List<Document> documents = read("a.json", "{\"a\": [1, {\"b\": \"c\"}]}".getBytes(UTF_8));

    assertThat(documents).hasSize(1);
    assertTheSame(documents.getFirst());
  }

  @Test
  void isTheTreeOfEveryFileOfTheExample() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../examples/lakehouse"))) {
      List<Path> manifests = files.filter(it -> it.toString().endsWith(".yaml")).toList();
      assertThat(manifests).hasSizeGreaterThan(10);
      for (Path file : manifests) {
        read(file.toString(), Files.readAllBytes(file)).forEach(PackedNodeTest::assertTheSame);
      }
    }
  }

  @Test
  void staysAsItIsBesideAnotherDocument() {
    Document document = read("a.yaml", "a: {b: c}".getBytes(UTF_8)).getFirst();

    for (Value other :
        List.of(
            Value.of("a"),
            Value.Obj.EMPTY.with("a", Value.of("c")),
            Value.Obj.EMPTY.with("x", Value.Obj.EMPTY.with("b", Value.of("c"))))) {
      assertThat(document.places().packed(other)).isSameAs(document.places());
    }
  }
}

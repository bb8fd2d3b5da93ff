package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.plan.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWriterTest {
  @TempDir Path temp;

  private static Optional<byte[]> text(String text) {
    return Optional.of(text.getBytes(UTF_8));
  }

  @Test
  void filesAreChangedMadeAndDeleted() throws IOException {
    Files.writeString(temp.resolve("a.yaml"), "a: 1\n");
    Files.writeString(temp.resolve("b.yaml"), "b: 1\n");

    Outcome outcome =
        new FolderWriter(temp)
            .write(
                Map.of(
                    "a.yaml", text("a: 2\n"), "b.yaml", Optional.empty(), "c.yaml", text("c: 1\n")),
                "a.yaml, b.yaml, c.yaml");

    assertThat(outcome)
        .isEqualTo(new Outcome(Outcome.Kind.DONE, "changed a.yaml, b.yaml, c.yaml; commit it"));
    assertThat(temp.resolve("a.yaml")).hasContent("a: 2");
    assertThat(temp.resolve("b.yaml")).doesNotExist();
    assertThat(temp.resolve("c.yaml")).hasContent("c: 1");
  }

  /// Half of a change could deploy something else.
  @Test
  void nothingIsWrittenIfOneFileCannotBe() throws IOException {
    Files.writeString(temp.resolve("a.yaml"), "a: 1\n");
    Files.createSymbolicLink(temp.resolve("b.yaml"), temp.resolve("a.yaml"));

    Outcome outcome =
        new FolderWriter(temp)
            .write(
                new TreeMap<>(Map.of("a.yaml", text("a: 2\n"), "b.yaml", text("b: 2\n"))),
                "a.yaml, b.yaml");

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(temp.resolve("a.yaml")).hasContent("a: 1");
  }
}

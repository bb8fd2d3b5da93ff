package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/how-drift-decides.md lists each entry.
class ExplanationDocsTest {
  private static final Path DOCS = Path.of("../docs/how-drift-decides.md");
  private static final Pattern ENTRY = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

  @Test
  void eachEntryIsDocumentedOnce() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCS).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|")[1])
            .flatMap(cell -> ENTRY.matcher(cell).results().map((MatchResult one) -> one.group(1)))
            .toList();

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Explanations.ALL.stream().map(Explanation::name).toList());
  }
}

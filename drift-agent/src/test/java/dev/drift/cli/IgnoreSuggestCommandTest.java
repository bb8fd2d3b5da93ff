package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.request.CheckRequest;
import dev.drift.report.SampleReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreSuggestCommandTest {
  @TempDir Path folder;

  @Test
  void writesAPolicy() {
    Run run =
        Run.of(
            SampleReports.with(SampleReports.drifted().drift().getFirst()),
            "ignore suggest --repo . --policy a --policy b".split(" "));
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out()).contains("kind: Policy\n", "      reason: <why>\n");
    assertThat(((CheckRequest) run.commands().requests.getFirst()).policies().files())
        .containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void writesItToAFile() throws IOException {
    Path file = folder.resolve("policy.yaml");
    Run run = Run.of(SampleReports.clean(), "ignore", "suggest", "--repo", ".", "--out", "" + file);
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(file)).contains("ignores: []\n");
  }

  @Test
  void whatIsIncompleteOrInvalidHasItsExitCode() {
    assertThat(Run.of(SampleReports.incomplete(), "ignore", "suggest", "--repo", ".").code())
        .isEqualTo(3);
    Run invalid = Run.of(SampleReports.invalid(), "ignore", "suggest", "--repo", ".");
    assertThat(invalid.code()).isEqualTo(2);
    assertThat(invalid.out()).isEmpty();
    assertThat(Run.of(SampleReports.clean(), "ignore").code()).isEqualTo(2);
  }
}

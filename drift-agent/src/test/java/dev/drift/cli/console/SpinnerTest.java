package dev.drift.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class SpinnerTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Spinner spinner = new Spinner(new PrintStream(err, true, UTF_8), 40, true);

  @Test
  void staysSilentWhileStepsAreQuick() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      try (var _ = spinner.start("Reading the cluster")) {
        Thread.sleep(50);
      }
    }
    spinner.stop();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void showsALongStepAndLeavesNothingBehind() throws InterruptedException {
    try (var _ = spinner.start("Reading \u001b[31mthe\ncluster " + "x".repeat(100))) {
      while (err.size() == 0) {
        Thread.sleep(20);
      }
    }
    spinner.stop();
    String drawn = err.toString(UTF_8);
    assertThat(drawn).contains("Reading \\u001b[31mthe\\ncluster").endsWith("\r\u001b[K");
    assertThat(drawn.split("\r\u001b\\[K")).allMatch(line -> line.length() < 40);
  }

  @Test
  void showsWhatTheStepWaitsFor() throws InterruptedException {
    try (var _ = spinner.start("Reading")) {
      spinner.note("LIST pods");
      while (err.size() == 0) {
        Thread.sleep(20);
      }
    }
    spinner.stop();
    assertThat(err.toString(UTF_8)).contains("Reading: LIST pods");
  }

  @Test
  void drawsNothingAfterItsEnd() throws InterruptedException {
    spinner.start("Reading the cluster");
    spinner.stop();
    Thread.sleep(600);
    assertThat(err.toString(UTF_8)).isEmpty();
  }
}

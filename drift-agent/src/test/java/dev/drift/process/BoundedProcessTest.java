package dev.drift.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drift.process.BoundedProcess.Errors;
import dev.drift.process.BoundedProcess.Input;
import dev.drift.process.BoundedProcess.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BoundedProcessTest {
  @TempDir private Path folder;

  @Test
  void givesWhatTheProcessPrintsAndHowItExits() throws Exception {
    assertThat(printed(shell("printf hello"))).isEqualTo("hello");
    assertThat(shell("exit 7").run())
        .isInstanceOfSatisfying(
            Result.Finished.class, result -> assertThat(result.exitCode()).isEqualTo(7));
  }

  @Test
  void givesOnlyTheEnvironmentThatIsNamed() throws Exception {
    assertThat(printed(process(List.of("/usr/bin/env"), Input.Text.NONE, Duration.ofSeconds(30))))
        .isEqualTo("NAME=value\n");
  }

  @Test
  void runsInTheFolder() throws Exception {
    assertThat(printed(shell("pwd -P"))).isEqualTo(folder.toRealPath() + "\n");
  }

  @Test
  void givesTheInput() throws Exception {
    assertThat(printed(shell("cat", new Input.Text("question")))).isEqualTo("question");
  }

  /// More than a pipe holds.
  @Test
  void doesNotWaitForAProcessThatDoesNotReadItsInput() throws Exception {
    assertThat(printed(shell("printf done", new Input.Text("x".repeat(1024 * 1024)))))
        .isEqualTo("done");
  }

  @Test
  void killsAProcessThatTakesTooLong() throws Exception {
    assertThat(shell("sleep 300", Duration.ofSeconds(1)).run()).isEqualTo(new Result.TimedOut());
  }

  @Test
  void killsWhatThatProcessStarted() throws Exception {
    Result result = shell("(sleep 3; echo > late) & wait", Duration.ofSeconds(1)).run();

    assertThat(result).isEqualTo(new Result.TimedOut());
    Thread.sleep(Duration.ofSeconds(4));
    assertThat(folder.resolve("late")).doesNotExist();
  }

  @Test
  void killsAProcessThatPrintsTooMuch() throws Exception {
    assertThat(shell("while :; do echo 0123456789; done").run())
        .isEqualTo(new Result.TooMuchOutput());
  }

  /// Such as the daemon of a credential cache.
  @Test
  void doesNotWaitForAProcessThatHoldsTheOutputOpen() throws Exception {
    long start = System.nanoTime();

    assertThat(printed(shell("sleep 20 & printf hello"))).isEqualTo("hello");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void saysThatAProgramIsMissing() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            process(List.of(folder + "/none"), Input.Text.NONE, Duration.ofSeconds(1))::run);
  }

  private static String printed(BoundedProcess process) throws Exception {
    return process.run() instanceof Result.Finished(int exitCode, byte[] output) && exitCode == 0
        ? new String(output, StandardCharsets.UTF_8)
        : "not finished";
  }

  private BoundedProcess shell(String script) {
    return shell(script, Input.Text.NONE);
  }

  private BoundedProcess shell(String script, Input input) {
    return process(List.of("/bin/sh", "-c", script), input, Duration.ofSeconds(30));
  }

  private BoundedProcess shell(String script, Duration patience) {
    return process(List.of("/bin/sh", "-c", script), Input.Text.NONE, patience);
  }

  private BoundedProcess process(List<String> line, Input input, Duration patience) {
    return new BoundedProcess(
        line,
        Map.of("NAME", "value"),
        Optional.of(folder),
        input,
        Errors.DISCARDED,
        patience,
        64 * 1024);
  }
}

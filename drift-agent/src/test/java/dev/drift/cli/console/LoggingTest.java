package dev.drift.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// In a process of its own: loggers are set up once for each.
class LoggingTest {
  private static final List<String> LIBRARIES =
      List.of(
          "io.fabric8.kubernetes.client", "org.eclipse.jgit", "org.apache.sshd", "dev.driftwood");

  /// Logs at every level as Drift and as libraries.
  public static final class Chatter {
    private Chatter() {}

    public static void main(String[] args) {
      Logging.configure(LogLevel.valueOf(args[0]));
      List<String> names = new ArrayList<>(LIBRARIES);
      names.add("dev.drift.pipeline");
      for (String name : names) {
        var logger = LoggerFactory.getLogger(name);
        logger.trace("trace of {}", name);
        logger.debug("debug of {}", name);
        logger.warn("warn of {}", name);
      }
      LoggerFactory.getLogger("dev.drift.pipeline")
          .warn("a line\nand \u001b[31manother", new IllegalStateException("more\nlines"));
    }
  }

  @Test
  void onlyDriftLogsMoreThanWarnings() throws Exception {
    String log = log("TRACE", "-Dorg.slf4j.simpleLogger.log.io.fabric8=trace");
    assertThat(log)
        .contains("trace of dev.drift.pipeline")
        .contains("debug of dev.drift.pipeline")
        .doesNotContain("SLF4J");
    for (String library : LIBRARIES) {
      assertThat(log)
          .contains("warn of " + library)
          .doesNotContain("debug of " + library)
          .doesNotContain("trace of " + library);
    }
  }

  @Test
  void eachRecordIsOneLineWithoutTerminalCodes() throws Exception {
    String log = log("WARN");
    assertThat(log)
        .contains("a line\\nand \\u001b[31manother")
        .contains("java.lang.IllegalStateException: more\\nlines\n\tat ")
        .doesNotContain("\u001b");
  }

  private static String log(String level, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Chatter.class.getName(), level));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return log;
  }
}

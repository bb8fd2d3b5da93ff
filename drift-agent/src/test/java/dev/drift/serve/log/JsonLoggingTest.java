package dev.drift.serve.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// In a process of its own, as the log is set up once.
class JsonLoggingTest {
  /// Logs as the daemon and as a library.
  public static final class Chatter {
    private Chatter() {}

    public static void main(String[] args) throws InterruptedException {
      JsonLogging.configure("info", System.err);
      var logger = LoggerFactory.getLogger("dev.drift.serve.Daemon");
      logger.debug("not asked for");
      logger.info("started");
      try (LogContext _ = LogContext.run("01JD6X2Q9V", "prod");
          LogContext _ = LogContext.resource("Deployment.apps trino/worker")) {
        logger.warn(
            "a line\nand \u001b[31manother {}", "https://robot:s3cr3tpassw0rd@example.com/a");
      }
      LoggerFactory.getLogger("org.eclipse.jgit").info("chatter of a library");
      logger.error("it failed", new IllegalStateException("password=s3cr3tpassw0rd"));
      Thread thread =
          new Thread(
              () -> {
                throw new IllegalStateException("nobody caught it");
              },
              "worker");
      thread.start();
      thread.join();
    }
  }

  @Test
  void eachRecordIsALineOfJson() throws Exception {
    List<JsonNode> records = new ArrayList<>();
    String log = log();
    for (String line : log.lines().toList()) {
      records.add(new ObjectMapper().readTree(line));
    }
    assertThat(records).hasSize(4);
    JsonNode started = records.get(0);
    assertThat(started.get("message").asText()).isEqualTo("started");
    assertThat(started.get("level").asText()).isEqualTo("info");
    assertThat(started.get("logger").asText()).isEqualTo("dev.drift.serve.Daemon");
    assertThat(Instant.parse(started.get("time").asText())).isBefore(Instant.now());
    assertThat(started.has("run")).isFalse();

    JsonNode about = records.get(1);
    assertThat(about.get("run").asText()).isEqualTo("01JD6X2Q9V");
    assertThat(about.get("target").asText()).isEqualTo("prod");
    assertThat(about.get("resource").asText()).isEqualTo("Deployment.apps trino/worker");
    assertThat(about.get("message").asText()).startsWith("a line\nand \u001b[31manother");

    JsonNode failed = records.get(2);
    assertThat(failed.has("run")).isFalse();
    assertThat(failed.get("error").asText())
        .startsWith("java.lang.IllegalStateException: ")
        .contains("at dev.drift.serve.log.JsonLoggingTest$Chatter.main");
    assertThat(records.get(3).get("message").asText()).isEqualTo("The thread worker ended");

    assertThat(log)
        .doesNotContain("s3cr3tpassw0rd")
        .doesNotContain("\u001b")
        .doesNotContain("SLF4J");
  }

  private static String log() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Chatter.class.getName())
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return log;
  }
}

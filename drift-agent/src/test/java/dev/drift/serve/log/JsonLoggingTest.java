package dev.drift.serve.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
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
      new JsonLog()
          .write(
              LogEntry.of(LogEntry.Level.WARN, "drift, password=s3cr3tpassw0rd")
                  .ofTarget("prod")
                  .inRun("01JD6X2Q9V")
                  .about(new ResourceId(GroupKind.of("apps/v1", "Deployment"), "trino", "worker"))
                  .by("CFG003"));
      try (LogContext _ = LogContext.target("prod")) {
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
    assertThat(records).hasSize(5);
    JsonNode started = records.get(0);
    assertThat(started.get("message").asText()).isEqualTo("started");
    assertThat(started.get("level").asText()).isEqualTo("info");
    assertThat(started.get("logger").asText()).isEqualTo("dev.drift.serve.Daemon");
    assertThat(Instant.parse(started.get("time").asText())).isBefore(Instant.now());
    assertThat(started.has("run")).isFalse();

    JsonNode found = records.get(1);
    assertThat(found.get("level").asText()).isEqualTo("warn");
    assertThat(found.get("message").asText()).startsWith("drift, password=");
    assertThat(found.get("target").asText()).isEqualTo("prod");
    assertThat(found.get("run").asText()).isEqualTo("01JD6X2Q9V");
    assertThat(found.get("rule").asText()).isEqualTo("CFG003");
    assertThat(found.get("resource").toString())
        .isEqualTo(
            "{\"group\":\"apps\",\"kind\":\"Deployment\",\"namespace\":\"trino\",\"name\":\"worker\"}");

    JsonNode about = records.get(2);
    assertThat(about.get("target").asText()).isEqualTo("prod");
    assertThat(about.has("run")).isFalse();
    assertThat(about.get("message").asText()).startsWith("a line\nand \u001b[31manother");

    JsonNode failed = records.get(3);
    assertThat(failed.has("target")).isFalse();
    assertThat(failed.get("error").asText())
        .startsWith("java.lang.IllegalStateException: ")
        .contains("at dev.drift.serve.log.JsonLoggingTest$Chatter.main");
    assertThat(records.get(4).get("message").asText()).isEqualTo("The thread worker ended");

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

package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.act.message.EventReceiver;
import dev.drift.json.JsonWriter;
import dev.drift.pipeline.Agent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which channels hear of a finding, in runs that do not act.
class RoutedChannelsTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");

  @TempDir Path folder;

  @BeforeEach
  void writeKey() throws IOException {
    Files.writeString(folder.resolve("key"), EventReceiver.SECRET);
  }

  private record Printed(int code, String err) {}

  private void configure(EventReceiver kafka, EventReceiver all, String actions)
      throws IOException {
    var _ = DriftOnPlane.policy(folder, actions);
    Files.writeString(
        folder.resolve("drift.yaml"),
        """
            apiVersion: drift.dev/v1
            kind: Config
            sources: [{repo: %s}]
            policies: [policy.yaml]
            channels:
              - {name: kafka, type: webhook, url: "%s", secret: {file: key}}
              - {name: all, type: webhook, url: "%s", secret: {file: key}}
            """
            .formatted(EXAMPLES.resolve("lakehouse"), kafka.url(), all.url()));
  }

  private Printed check(String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] usual = {
      "check",
      "--config",
      folder.resolve("drift.yaml").toString(),
      "--snapshot",
      EXAMPLES.resolve("snapshots/lakehouse.json.gz").toString(),
      "--key-file",
      EXAMPLES.resolve("snapshots/example.key").toString(),
      "--notify",
      "--record",
      folder.resolve("record").toString()
    };
    String[] arguments = Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new);
    int code =
        Program.run(
            arguments, Run.console(out, err, Map.of()), new AgentCommands(Agent.ofProcess()));
    return new Printed(code, err.toString(UTF_8));
  }

  private static String said(EventReceiver receiver) {
    return receiver.events().stream().map(JsonWriter::text).collect(joining("\n"));
  }

  @Test
  void theFirstRuleThatMatchesNamesTheChannelsAndTheRestGoesToAll() throws IOException {
    try (EventReceiver kafka = new EventReceiver();
        EventReceiver all = new EventReceiver()) {
      configure(
          kafka,
          all,
          """
          - {name: kafka, match: {namespaces: [kafka]}, action: report, channels: [kafka]}
          - {name: scratch, match: {namespaces: [flink]}, action: none}
          """);

      assertThat(check().code()).isEqualTo(1);

      assertThat(said(kafka)).contains("kafka-0-external").contains("hive-metastore");
      assertThat(said(all)).contains("hive-metastore").doesNotContain("kafka-0-external");
      assertThat(said(kafka) + said(all)).doesNotContain("flink-scratch");
    }
  }

  /// A rule that was not given what it reads has not looked.
  @Test
  void aRunWithoutTheScansResolvesNoVulnerability() throws IOException {
    try (EventReceiver receiver = new EventReceiver();
        EventReceiver other = new EventReceiver()) {
      configure(receiver, other, "- {name: all, action: report, channels: [kafka]}\n");
      Path scan =
          Files.writeString(
              folder.resolve("scan.json"),
              """
              {"SchemaVersion": 2, "ArtifactName": "apache/kafka:3.8.1", "Results": [
                {"Target": "a", "Vulnerabilities": [
                  {"VulnerabilityID": "CVE-2023-4911", "PkgName": "libc6", "Severity": "CRITICAL"}]}]}
              """);

      assertThat(check("--vulnerabilities", scan.toString()).code()).isEqualTo(1);
      assertThat(said(receiver)).contains("CVE-2023-4911");
      assertThat(check().code()).isEqualTo(1);
      assertThat(receiver.notices()).as("it did not look").hasSize(1);

      Files.writeString(
          scan,
          "{\"SchemaVersion\": 2, \"ArtifactName\": \"apache/kafka:3.8.1\", \"Results\": []}");
      assertThat(check("--vulnerabilities", scan.toString()).code()).isEqualTo(1);
      assertThat(receiver.notices()).hasSize(2);
      assertThat(receiver.notices().getLast()).isNotEmpty().containsOnly("resolved");
    }
  }

  /// It would be announced to nobody.
  @Test
  void anUnknownChannelIsAnError() throws IOException {
    try (EventReceiver kafka = new EventReceiver();
        EventReceiver all = new EventReceiver()) {
      configure(
          kafka,
          all,
          "- {name: kafka, match: {namespaces: [kafka]}, action: report, channels: [kafak]}\n");

      Printed run = check();

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .endsWith(
              "policy.yaml:6:7: the rule kafka names the channel kafak, which drift.yaml does not"
                  + " have; it has kafka, all\n");
      assertThat(kafka.events()).isEmpty();
      assertThat(all.events()).isEmpty();
    }
  }
}

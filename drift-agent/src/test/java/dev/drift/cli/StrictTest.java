package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.Golden;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.pipeline.Agent;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.Masking;
import dev.drift.snapshot.file.KeyFile;
import dev.drift.snapshot.file.SnapshotFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--mask strict` on the recorded example: it finds the same drift, and shows less.
class StrictTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");
  private static final Path KEY = EXAMPLES.resolve("snapshots/example.key");
  private static final Path RECORDED = EXAMPLES.resolve("snapshots/lakehouse.json.gz");

  @TempDir private static Path folder;

  @Test
  void theSameDriftIsFound() throws IOException {
    JsonNode plain = check(RECORDED, "default");
    JsonNode strict = check(RECORDED, "strict");

    assertThat(drift(strict)).isEqualTo(drift(plain)).hasSizeGreaterThan(10);
    assertThat(posture(plain)).containsAll(posture(strict));
    assertThat(strict.toString()).contains("MASKED_STRICTLY");
    assertThat(plain.toString()).doesNotContain("MASKED_STRICTLY");
  }

  @Test
  void typedFieldsNumbersAndImagesAreShown() throws IOException {
    String strict = check(RECORDED, "strict").toString();

    assertThat(strict).contains("trino-coordinator", "maxReplicas", "trinodb/trino:");
  }

  /// A strict snapshot needs no flag, and gives what a strict run gives of any other.
  @Test
  void aStrictSnapshotMakesTheRunStrict() throws IOException {
    LiveState live = SnapshotFile.read(RECORDED);
    Redactor redactor = new Redactor(new Masking(KeyFile.read(KEY), MaskLevel.STRICT));
    Path once = folder.resolve("once.json");
    SnapshotFile.write(live, once, redactor);
    Path twice = folder.resolve("twice.json");
    SnapshotFile.write(SnapshotFile.read(once), twice, redactor);

    assertThat(Files.readString(twice)).isEqualTo(Files.readString(once));
    assertThat(SnapshotFile.read(once).maskLevel()).isEqualTo(MaskLevel.STRICT);
    JsonNode expected = check(RECORDED, "strict").get("findings");
    assertThat(check(once, "default").get("findings")).isEqualTo(expected);
    assertThat(check(once, "strict").get("findings")).isEqualTo(expected);
  }

  private static Set<String> drift(JsonNode report) {
    return findings(report, "drift");
  }

  private static Set<String> posture(JsonNode report) {
    return findings(report, "posture");
  }

  private static Set<String> findings(JsonNode report, String type) {
    Set<String> found = new TreeSet<>();
    for (JsonNode one : report.get("findings")) {
      if (one.toString().contains("\"" + type + "\"")) {
        found.add(one.get("resource") + " " + one.get("path") + " " + one.get("rule"));
      }
    }
    return found;
  }

  private static JsonNode check(Path snapshot, String level) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("check", "--repo", EXAMPLES.resolve("lakehouse").toString(), "-o", "json"));
    arguments.addAll(List.of("--snapshot", snapshot.toString(), "--key-file", KEY.toString()));
    arguments.addAll(List.of("--mask", level));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Program.run(
        arguments.toArray(String[]::new),
        Run.console(out, new ByteArrayOutputStream(), Map.of()),
        new AgentCommands(Agent.ofProcess()));
    return new ObjectMapper().readTree(out.toString(UTF_8));
  }
}

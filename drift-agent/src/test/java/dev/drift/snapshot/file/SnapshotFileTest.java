package dev.drift.snapshot.file;

import static dev.drift.snapshot.Snapshots.REDACTOR;
import static dev.drift.snapshot.Snapshots.masked;
import static dev.drift.snapshot.Snapshots.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files with snapshots: all of the live state comes back, and what is not a snapshot is refused in
/// a sentence.
class SnapshotFileTest {
  @TempDir Path folder;

  @Test
  void comesBackAsItWas() throws IOException {
    Path file = folder.resolve("snapshot.json");

    SnapshotFile.write(state(), file, REDACTOR);

    assertThat(SnapshotFile.read(file)).isEqualTo(masked(state()));
  }

  @Test
  void isPackedWhereItsNameEndsInGz() throws IOException {
    Path file = folder.resolve("snapshot.json.gz");
    LiveState state = state();

    SnapshotFile.write(state, file, REDACTOR);

    assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
    assertThat(SnapshotFile.read(file)).isEqualTo(masked(state));
    Path renamed = Files.move(file, folder.resolve("snapshot"));
    assertThat(SnapshotFile.read(renamed)).isEqualTo(masked(state));
  }

  /// Valid JSON that is no snapshot, or one beyond what is read: a sentence, and nothing quoted.
  @Test
  void whatIsBeyondItsLimitsIsSaid() throws IOException {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    for (String value :
        List.of(
            deep,
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "1".repeat(3_000_000),
            "-0." + "1".repeat(3_000_000),
            "1e" + "9".repeat(400),
            "1e999999999",
            "\"" + "x".repeat(65 * 1024 * 1024) + "\"",
            "{\"" + "x".repeat(1024 * 1024) + "\": 1}")) {
      for (String section : List.of("cluster", "keyId", "resources", "kinds", "openApi", "other")) {
        Path broken = folder.resolve("broken.json");
        Files.writeString(
            broken,
            section.equals("resources") || section.equals("kinds")
                ? "{\"%s\":[{\"content\":%s}]}".formatted(section, value)
                : "{\"%s\":%s}".formatted(section, value));
        Problem problem = refusal(broken);
        assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_SNAPSHOT);
        assertThat(problem.message()).startsWith("The snapshot " + broken);
        // Without the path: the number in the name of a temporary folder may hold 111.
        assertThat(problem.message().replace(broken.toString(), ""))
            .hasSizeLessThan(150 + "The snapshot ".length())
            .doesNotContain("xxx", "111", "999");
      }
    }
  }

  private static Problem refusal(Path file) {
    return catchThrowableOfType(DriftException.class, () -> SnapshotFile.read(file))
        .problems()
        .getFirst();
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("snapshot.json");

    SnapshotFile.write(state(), file, REDACTOR);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysThatItIsCutOff() throws IOException {
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(state(), file, REDACTOR);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 20, bytes.length / 2, bytes.length - 3}) {
      Files.write(file, Arrays.copyOf(bytes, length));

      assertThat(problem(file).message()).contains(file.toString());
    }
    assertThat(problem(file).message()).endsWith("cannot be read: it is truncated.");
  }

  @Test
  void saysThatAPackedFileIsCutOff() throws IOException {
    Path file = folder.resolve("snapshot.json.gz");
    SnapshotFile.write(state(), file, REDACTOR);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(problem(file).message()).endsWith("it is truncated.");
  }

  @Test
  void refusesWhatIsNoSnapshot() throws IOException {
    Map<String, String> cases =
        Map.of(
            "hello: tulip", "it is not valid JSON at line 1",
            "[]", "it is not a JSON object",
            "{}", "it is not a Drift snapshot",
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Report\"}", "its kind is not Snapshot",
            "{\"apiVersion\":\"drift.dev/v9\",\"kind\":\"Snapshot\"}", "another version of Drift",
            "{\"apiVersion\":\"v1\",\"kind\":\"Snapshot\"}", "it is not a Drift snapshot",
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Snapshot\",\"tulip\":1}", "a section that",
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Snapshot\",\"takenAt\":\"tulip\"}",
                "\"server\" is missing");
    for (Map.Entry<String, String> each : cases.entrySet()) {
      Path file = folder.resolve("odd");
      Files.writeString(file, each.getKey());

      assertThat(problem(file).message()).contains(each.getValue()).doesNotContain("tulip");
    }
  }

  @Test
  void refusesMoreThanItCanHold() throws IOException {
    Path file = folder.resolve("snapshot.json.gz");
    SnapshotFile.write(state(), file, REDACTOR);

    DriftException e =
        catchThrowableOfType(DriftException.class, () -> SnapshotFile.read(file, 100));

    assertThat(e.problems().getFirst().code()).isEqualTo(Problem.Code.INVALID_SNAPSHOT);
    assertThat(e).hasMessageContaining("larger than");
  }

  @Test
  void saysThatItIsNotThere() {
    assertThat(problem(folder.resolve("none")).message()).endsWith("the file does not exist.");
  }

  @Test
  void saysThatItCannotBeWritten() {
    DriftException e =
        catchThrowableOfType(
            DriftException.class,
            () -> SnapshotFile.write(state(), folder.resolve("none/snapshot.json"), REDACTOR));

    assertThat(e.problems().getFirst().code()).isEqualTo(Problem.Code.OUTPUT_FAILED);
  }

  private static Problem problem(Path file) {
    DriftException e = catchThrowableOfType(DriftException.class, () -> SnapshotFile.read(file));
    assertThat(e).isNotNull();
    Problem problem = e.problems().getFirst();
    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_SNAPSHOT);
    return problem;
  }
}

package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// After each realistic manual change exactly the expected drift is found, and none after it is
/// undone. `src/test/resources/changes` holds the changes.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChangesTest {
  private ControlPlane plane;
  private Lakehouse lakehouse;

  @BeforeAll
  void deploy() {
    plane = ControlPlane.start();
    lakehouse = Lakehouse.deploy(plane, "apply");
  }

  @AfterAll
  void close() {
    plane.close();
  }

  /// All of them; while one is written, only those whose file names begin with
  /// `-Ddrift.changes=90`.
  static List<ChangeFixture> changes() {
    String start = System.getProperty("drift.changes", "");
    return ChangeFixture.all().stream().filter(change -> change.name().startsWith(start)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void findsExactlyWhatDrifted(ChangeFixture change, @TempDir Path folder) throws IOException {
    Lakehouse.make(change, plane, folder);

    List<String> found = Lakehouse.lines(lakehouse.check());

    change.undo().forEach(command -> Lakehouse.kubectl(plane, command).orThrow());
    assertThat(withoutHashes(found)).as(change.says()).isEqualTo(change.expected());
    plane.awaitSettled(Duration.ofMinutes(2));
    assertThat(Lakehouse.lines(lakehouse.check())).as("after undoing it").isEmpty();
  }

  /// With `*` for the hash in the name of a ReplicaSet: how many there are depends on the rollouts
  /// of the changes before.
  private static List<String> withoutHashes(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("(ReplicaSet \\S+)-[0-9a-f]{6,10}$", "$1-*"))
        .distinct()
        .toList();
  }
}

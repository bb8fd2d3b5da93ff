package dev.drift.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The command of each remedy, run as a person pastes it into a shell, makes its finding go away
/// and no other one come: for each of the manual changes of `src/test/resources/changes`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Remedies {
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

  /// Which of the changes are tried.
  abstract List<ChangeFixture> changes();

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void itsCommandsUndoAChange(ChangeFixture change, @TempDir Path folder) throws IOException {
    Lakehouse.make(change, plane, folder);
    boolean undone = false;
    try {
      Report report = lakehouse.check();
      for (Optional<Finding.Drift> next = next(report); next.isPresent(); next = next(report)) {
        Set<String> before = identities(report);

        paste(next.get().command().orElseThrow());
        plane.awaitSettled(Duration.ofMinutes(2));
        report = lakehouse.check();

        assertThat(identities(report))
            .as(next.get().command().get())
            .doesNotContain(next.get().fingerprint())
            .isSubsetOf(before);
      }
      assertThat(report.drift())
          .as("people decide about what no command undoes")
          .allSatisfy(drift -> assertThat(drift.remedy()).containsAnyOf(DECISIONS));
      undone = report.drift().isEmpty() && !change.expected().isEmpty();
    } finally {
      // To undo it once more may be a change: what was moved back would be moved again.
      if (!undone) {
        change.undo().forEach(command -> Lakehouse.kubectl(plane, command));
        plane.awaitSettled(Duration.ofMinutes(2));
      }
    }
    assertThat(Lakehouse.lines(lakehouse.check())).as("after undoing it").isEmpty();
  }

  private static final String[] DECISIONS = {
    "delete the object and create it again",
    "check with its owner first",
    "A claim can be expanded but not shrunk",
    // The value of Git is a secret, which no command shows.
    "a secret"
  };

  private static Optional<Finding.Drift> next(Report report) {
    return report.drift().stream().filter(drift -> drift.command().isPresent()).findFirst();
  }

  private static Set<String> identities(Report report) {
    return report.drift().stream().map(Finding::fingerprint).collect(Collectors.toSet());
  }

  /// In a shell, at the root of the repository.
  private void paste(String command) throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(Lakehouse.FOLDER.toFile())
            .redirectErrorStream(true);
    shell.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    shell
        .environment()
        .merge(
            "PATH",
            plane.kubectl().binary().getParent().toString(),
            (old, ours) -> ours + ":" + old);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.model.DriftException;
import dev.drift.model.MaskLevel;
import dev.drift.model.Problem;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeSnapshotTest {
  @TempDir private Path folder;

  /// Else the kinds that only this file has would silently be missing.
  @Test
  void isRefusedWhereAManifestIsNotValid() throws IOException {
    Path git = Files.createDirectory(folder.resolve("git"));
    Files.writeString(git.resolve("broken.yaml"), "apiVersion: v1\nkind: [\n");
    Path out = folder.resolve("snapshot.json");
    SnapshotRequest request =
        new SnapshotRequest(
            new LiveRequest.FromCluster(
                Optional.of(folder.resolve("no-kubeconfig")), Optional.empty()),
            out,
            Optional.of(
                new DesiredRequest(
                    List.of(CheckRequestBuilder.source(git)),
                    Optional.of(Scope.CLUSTER),
                    "default")),
            List.of(),
            new MaskRequest(Optional.empty(), MaskLevel.DEFAULT));

    List<Problem> problems =
        catchThrowableOfType(
                DriftException.class,
                () -> new TakeSnapshot(Agent.ofProcess(), Progress.NONE).run(request))
            .problems();

    assertThat(problems).extracting(Problem::code).containsExactly(Problem.Code.YAML_SYNTAX);
    assertThat(problems.getFirst().toString()).contains("broken.yaml");
    assertThat(out).doesNotExist();
  }
}

package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.cli.DriftOnPlane.Printed;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `drift check --act --store` keeps of what it did.
@Tag("cluster")
class RecordActTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  @TempDir Path temp;

  @Test
  void whatWasUndoneIsInTheHistoryWithItsAct(ControlPlane plane) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("git"));
    Path file =
        Files.writeString(
            folder.resolve("app.yaml"),
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: record-act}
            data: {mode: plain}
            """);
    plane.kubectl("create", "namespace", "record-act").orThrow();
    plane.kubectl("apply", "-f", file.toString()).orThrow();
    Path policy =
        DriftOnPlane.policy(temp, "- {name: all, match: {changes: [CHANGED]}, action: revert}\n");
    Path store = temp.resolve("drift.db");
    DriftOnPlane drift = new DriftOnPlane(plane, temp);
    List<String> check =
        new ArrayList<>(
            List.of(
                "--repo",
                folder.toString(),
                "-n",
                "record-act",
                "--policy",
                policy.toString(),
                "--store",
                store.toString()));

    assertThat(drift.act(check, "check", "--act").code()).isZero();
    plane
        .kubectl("-n", "record-act", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
        .orThrow();
    Printed acted = drift.act(check, "check", "--act");
    assertThat(acted.code()).as(acted.all()).isZero();

    Printed history = drift.run(List.of("history", "--store", store.toString()));
    assertThat(history.out())
        .contains("ConfigMap record-act/settings  data.mode")
        .containsPattern("  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC  to \\d{4}.* UTC, [0-9.]+ s\n")
        .containsPattern("    patch \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC, done: ");
    Printed status = drift.run(List.of("status", "--store", store.toString()));
    assertThat(status.out()).contains("only namespace record-act").doesNotContain("Open findings");
  }
}

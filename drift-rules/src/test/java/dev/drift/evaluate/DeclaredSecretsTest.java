package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Finding;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.MaskLevel;
import dev.drift.model.Resources;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import dev.drift.world.DesiredState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Values that only a source knows to be secrets, such as what it has encrypted.
class DeclaredSecretsTest {
  private static final String GIT =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: m, namespace: ns}
      data:
        color: blue-hunter2
        app.properties: |
          shade=hunter2-dark
          size=4
        open: always
      """;

  private static DesiredState desired(Run run) {
    List<Manifest> manifests =
        run.desired(GIT).resources().values().stream()
            .map(
                it ->
                    it.manifest()
                        .hiding(
                            Set.of(Path.of("data", "color"), Path.of("data", "app.properties"))))
            .toList();
    return DesiredState.of(
        List.of(new DesiredState.Part(Scope.NAMESPACES, "default", manifests)),
        Run.KINDS,
        Set.of());
  }

  private static String live() {
    return GIT.replace("blue-hunter2", "green-hunter2")
        .replace("hunter2-dark", "hunter2-light")
        .replace("open: always", "open: never");
  }

  private static void assertMasked(Evaluation evaluation) {
    assertThat(evaluation.findings())
        .extracting(it -> it.path().toString())
        .containsExactlyInAnyOrder("data.color", "data[\"app.properties\"]", "data.open");
    for (Finding each : evaluation.findings()) {
      Finding.Drift finding = (Finding.Drift) each;
      boolean open = finding.path().toString().equals("data.open");
      assertThat(finding.desired()).isInstanceOf(open ? Shown.Plain.class : Shown.Masked.class);
      assertThat(finding.live()).isInstanceOf(open ? Shown.Plain.class : Shown.Masked.class);
      assertThat(finding.message()).doesNotContain("hunter2");
    }
  }

  @Test
  void areMaskedOnBothSides() {
    Run run = new Run();

    assertMasked(run.of(desired(run), run.live(live())));
  }

  @Test
  void areComparedWithASnapshotThatDidNotMaskThem() {
    Run run = new Run();
    LiveState plain = run.live(live());
    assertMasked(run.of(desired(run), snapshot(plain)));

    assertThat(run.of(desired(run), snapshot(run.live(GIT))).findings())
        .as("equal values stay equal")
        .isEmpty();
  }

  private static LiveState snapshot(LiveState plain) {
    return plain.masked(
        Resources.of(
            plain.resources().values().stream()
                .map(
                    it ->
                        new LiveResource(
                            it.ref(), Run.REDACTOR.redact(it.ref(), it.content()), it.owners()))
                .toList()),
        Run.REDACTOR.keyId(),
        MaskLevel.DEFAULT);
  }
}

package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Finding;
import dev.drift.model.Change;
import dev.drift.model.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A kind of which nothing tells the type, held against what the API server would store.
class WithoutSchemaTest {
  private static final String GIT =
      widget("spec: {cpu: 1000m, list: [{a: 1}, {a: 2}], none: null}");

  private static final String STORED =
      widget(
          "uid: '1', resourceVersion: '1', generation: 1",
          "spec: {cpu: '1', list: [{a: 1}, {a: 2}], zone: eu}");

  private static String widget(String rest) {
    return widget("labels: {app: w}", rest);
  }

  private static String widget(String metadata, String rest) {
    String all = metadata.contains("labels") ? metadata : metadata + ", labels: {app: w}";
    return "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w, namespace: ns, %s}\n%s\n"
        .formatted(all, rest);
  }

  @Test
  void whatTheServerWouldStoreIsInSync() {
    String live =
        widget(
            "uid: '7', resourceVersion: '9', generation: 4, creationTimestamp: '2026-01-31T12:00:00Z'",
            "spec: {cpu: '1', list: [{a: 1}, {a: 2}], zone: eu}");

    Evaluation evaluation = new Run().stored(STORED).of(GIT, live);

    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC Widget ns/w");
    assertThat(evaluation.findings()).isEmpty();
    assertThat(evaluation.problems()).isEmpty();
    assertThat(evaluation.coverage().complete(Set.of(Need.DRIFT))).isTrue();
  }

  @Test
  void theRestIsDrift() {
    String live = widget("uid: '7'", "spec: {cpu: '2', list: [{a: 2}, {a: 1}], zone: us, more: x}");

    Evaluation evaluation = new Run().stored(STORED).of(GIT, live);

    assertThat(evaluation.findings())
        .map(finding -> (Finding.Drift) finding)
        .map(drift -> drift.change() + " " + drift.path())
        .containsExactlyInAnyOrder(
            Change.CHANGED + " spec.cpu",
            Change.REORDERED + " spec.list",
            Change.DEFAULT_CHANGED + " spec.zone",
            Change.ADDED + " spec.more");
    assertThat(evaluation.verdicts().getFirst().verdict()).isEqualTo(Verdict.DRIFTED);
  }

  @Test
  void whatTheServerWouldAddTodayIsPending() {
    String live = widget("spec: {cpu: '1', list: [{a: 1}, {a: 2}]}");

    Evaluation evaluation = new Run().stored(STORED).of(GIT, live);

    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC Widget ns/w");
    assertThat(evaluation.explained())
        .singleElement()
        .satisfies(one -> assertThat(one.path().toString()).isEqualTo("spec.zone"));
  }

  @Test
  void aStatusThatTheServerDoesNotTakeIsNoManifests() {
    String git = widget("spec: {a: 1}\nstatus: {phase: New}");
    String taken = widget("spec: {a: 1}");
    String live = widget("spec: {a: 1}\nstatus: {phase: Ready}");

    assertThat(Run.lines(new Run().stored(taken).of(git, live)))
        .containsExactly("IN_SYNC Widget ns/w");
    assertThat(Run.lines(new Run().stored(git).of(git, live)))
        .containsExactly("DRIFTED Widget ns/w");
  }
}

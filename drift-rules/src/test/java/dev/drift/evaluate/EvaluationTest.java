package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.attribute.RequestLogBuilder;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What an evaluation keeps for those who act on it, and what a report shows of it.
class EvaluationTest {
  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: ns, uid: 7f0c0a52, resourceVersion: "41"}
      type: Opaque
      stringData: {password: from-git-canary}
      """;
  private static final String LIVE =
      SECRET.replace(
          "stringData: {password: from-git-canary}", "data: {password: bGl2ZS1jYW5hcnk=}");
  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: x, namespace: ns}
      data: {size: small}
      """;

  @Test
  void aJudgementKeepsWhatItTakesToAct() {
    Evaluation evaluation = new Run().of(SECRET, LIVE);

    assertThat(evaluation.judgements())
        .singleElement()
        .satisfies(
            judgement -> {
              assertThat(judgement.difference().desired())
                  .contains(Value.of("ZnJvbS1naXQtY2FuYXJ5"));
              assertThat(judgement.difference().live()).contains(Value.of("bGl2ZS1jYW5hcnk="));
              assertThat(judgement.live())
                  .hasValueSatisfying(
                      live -> {
                        assertThat(live.uid()).contains("7f0c0a52");
                        assertThat(live.metadata().text("resourceVersion")).contains("41");
                      });
              assertThat(judgement.origin().flatMap(Location::place))
                  .hasValueSatisfying(
                      place ->
                          assertThat(SECRET.substring(place.start(), place.end()))
                              .isEqualTo("from-git-canary"));
              assertThat(judgement.finding())
                  .isInstanceOfSatisfying(
                      Finding.Drift.class,
                      drift -> {
                        assertThat(drift.desired()).isInstanceOf(Shown.Masked.class);
                        assertThat(drift.live()).isInstanceOf(Shown.Masked.class);
                      });
            });
  }

  @Test
  void whatIsPrintedOfItHoldsNoValue() {
    Evaluation evaluation = new Run().of(SECRET, LIVE);

    assertThat(evaluation.toString() + evaluation.resources() + evaluation.world())
        .doesNotContain("canary", "ZnJvbS1naXQ", "bGl2ZS1jYW5");
    assertThat(report(evaluation).toString())
        .doesNotContain("canary", "ZnJvbS1naXQ", "bGl2ZS1jYW5");
  }

  /// The request log says who; nothing is judged again, and no verdict depends on it.
  @Test
  void attributionChangesNothingButWho() {
    Evaluation before = evaluationOf(MAP.replace("small", "large"));
    RequestLogBuilder log =
        new RequestLogBuilder().at(2, "alice patch configmaps/ns/x m", "{'data':{'size':'large'}}");
    Coverage.Entry entry =
        new Coverage.Entry(
            new Coverage.Subject.Observer("log"), Status.READ, Set.of(Need.ATTRIBUTION), 1, "");

    Evaluation after =
        before.attributed(
            List.of(new Observation(Facts.ofRequests(log.build()), List.of(entry), List.of())));

    Finding.Drift drift = (Finding.Drift) after.findings().getFirst();
    assertThat(drift.attribution().confidence()).isEqualTo(Confidence.PROVEN);
    assertThat(drift.attribution().request())
        .hasValueSatisfying(request -> assertThat(request.user()).isEqualTo("alice"));
    assertThat(drift.with(((Finding.Drift) before.findings().getFirst()).attribution()))
        .isEqualTo(before.findings().getFirst());
    assertThat(after.verdicts()).isEqualTo(before.verdicts());
    assertThat(report(after).coverage().entries()).contains(entry);
    assertThat(report(before).coverage().entries()).doesNotContain(entry);
  }

  @Test
  void aResourceHasItsVerdictOnce() {
    Evaluation evaluation = evaluationOf(MAP.replace("small", "large"));

    assertThat(evaluation.resources().values())
        .extracting(ResourceResult::verdict)
        .containsExactly(Optional.of(Verdict.DRIFTED));
    assertThat(evaluation.differing()).hasToString("[ConfigMap ns/x]");
  }

  private static Evaluation evaluationOf(String cluster) {
    Run run = new Run();
    LiveState read = run.live(cluster);
    LiveState later =
        new LiveState(
            read.cluster(),
            Instant.parse("2026-03-01T11:00:00Z"),
            read.kinds(),
            read.coverage(),
            read.resources(),
            read.openApi(),
            read.keyId());
    return run.of(run.desired(MAP), later);
  }

  private static Report report(Evaluation evaluation) {
    return evaluation.report(
        new Report.Run("id", Instant.EPOCH, Instant.EPOCH, "1"), List.of(), List.of(), List.of());
  }
}

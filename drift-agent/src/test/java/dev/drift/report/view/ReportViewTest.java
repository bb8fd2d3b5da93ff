package dev.drift.report.view;

import static dev.drift.report.SampleReports.MINIO;
import static dev.drift.report.SampleReports.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drift.finding.Attribution;
import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.report.SampleReports;
import dev.drift.secret.Shown;
import dev.drift.secret.ShownInTests;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a report says, whatever prints it.
class ReportViewTest {
  private static final Place PLACE = SampleReports.place("trino/worker.yaml", 1, 1);

  @Test
  void causesComeWorstFirstAndPostureLast() {
    assertThat(view(SampleReports.drifted()).causes())
        .extracting(CauseFindings::heading, CauseFindings::state)
        .containsExactly(
            tuple("Secret trino/s3-credentials", State.CHANGED),
            tuple("ClusterRoleBinding debug-admin", State.UNMANAGED),
            tuple("ConfigMap trino/trino-catalog", State.CHANGED),
            tuple("Deployment trino/trino-worker", State.CHANGED),
            tuple("PodDisruptionBudget trino/trino-worker", State.MISSING),
            tuple("StatefulSet minio/minio", State.POSTURE));
  }

  @Test
  void everyFindingIsInExactlyOnePlace() {
    Report report = SampleReports.drifted();
    assertThat(
            view(report).causes().stream()
                .flatMap(cause -> cause.findings().stream())
                .map(FindingView::finding))
        .containsExactlyInAnyOrderElementsOf(report.findings());
  }

  @Test
  void whatTwoChangedInOneObjectIsTwoCauses() {
    Finding.Drift edited = drift("spec.a", Change.CHANGED, PLACE);
    Finding.Drift scaled =
        drift("spec.b", Change.CHANGED, PLACE)
            .with(
                new Attribution(
                    "controller", "Update", Optional.empty(), Attribution.Confidence.HINT));

    assertThat(causes(edited, scaled))
        .extracting(CauseFindings::attribution, it -> it.findings().size())
        .hasSize(2);
  }

  @Test
  void aRuleThatManyObjectsBreakIsOneCause() {
    Finding[] findings =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    SampleReports.drift(
                        SampleReports.ref("v1", "ConfigMap", "shop", "settings-" + i),
                        Change.CHANGED,
                        Severity.LOW,
                        "data.a",
                        ShownInTests.plain("1"),
                        ShownInTests.plain("2"),
                        "It differs.",
                        Optional.of(PLACE)))
            .toArray(Finding[]::new);

    assertThat(causes(findings))
        .extracting(CauseFindings::heading)
        .containsExactly("CFG001 on 8 objects");
    assertThat(causes(Arrays.copyOf(findings, 7))).hasSize(7);
  }

  @Test
  void theAnswerSaysHowMuchHowBadByWhomAndSinceWhen() {
    assertThat(view(SampleReports.drifted()).answer())
        .contains(
            "7 differences, 2 critical, 2 high: 6 by hand since Friday, 1 by alice since 08:59"
                + " UTC. 1 posture finding, high.");
    assertThat(view(SampleReports.clean()).answer()).isEmpty();
    assertThat(view(SampleReports.with(drift("spec.a", Change.CHANGED, PLACE))).answer())
        .contains("1 difference, low: by hand since Friday.");
  }

  @Test
  void whatAllFindingsOfACauseShareIsSaidOnce() {
    CauseFindings worker = view(SampleReports.drifted()).causes().get(3);
    assertThat(worker.findings()).hasSize(3);
    assertThat(worker.remedy()).isEqualTo("Apply trino/worker.yaml again, or change Git.");
    assertThat(worker.command()).isEqualTo("kubectl apply -f trino/worker.yaml");
    assertThat(worker.attribution())
        .isEqualTo(
            "kubectl-edit (Update) 16 h ago, 2026-11-20 17:02 UTC; a hint from managedFields");
    assertThat(worker.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.remedy()).isEmpty();
              assertThat(finding.command()).isEmpty();
              assertThat(finding.attribution()).isEmpty();
            });
  }

  @Test
  void whatOneFindingSaysOtherwiseIsSaidAtEach() {
    Place other = SampleReports.place("trino/other.yaml", 1, 1);
    CauseFindings findings =
        only(drift("spec.a", Change.CHANGED, PLACE), drift("spec.b", Change.CHANGED, other));
    assertThat(findings.remedy()).isEmpty();
    assertThat(findings.command()).isEmpty();
    assertThat(findings.attribution()).startsWith("kubectl-edit");
    assertThat(findings.findings())
        .extracting(FindingView::remedy)
        .containsExactly(
            "Apply trino/worker.yaml again, or change Git.",
            "Apply trino/other.yaml again, or change Git.");
    assertThat(findings.findings())
        .extracting(FindingView::command)
        .containsExactly("kubectl apply -f trino/worker.yaml", "kubectl apply -f trino/other.yaml");
  }

  @Test
  void oneFindingSpeaksForItself() {
    CauseFindings findings = only(drift("spec.a", Change.CHANGED, PLACE));
    assertThat(findings.remedy()).isEmpty();
    assertThat(findings.findings().getFirst().remedy())
        .isEqualTo("Apply trino/worker.yaml again, or change Git.");
  }

  @Test
  void aNoteSaysWhatTwoValuesDoNotShow() {
    Shown one = ShownInTests.plain("1");
    Shown secret = new Shown.Masked("3fa2c1", "key");
    Shown foreign = new Shown.Masked("9b01de", "other key");
    Shown absent = new Shown.Absent();
    assertThat(note(Change.CHANGED, one, one)).isEmpty();
    assertThat(note(Change.CHANGED, secret, secret)).isEqualTo("a secret, masked");
    assertThat(note(Change.ADDED, absent, secret)).isEqualTo("a secret, masked");
    assertThat(note(Change.CHANGED, secret, foreign))
        .isEqualTo("secrets masked with different keys; cannot be compared");
    assertThat(note(Change.REORDERED, one, one)).isEqualTo("order changed");
    assertThat(note(Change.DEFAULT_CHANGED, one, one))
        .isEqualTo("not set in Git; the default applies");
    assertThat(note(Change.DEFAULT_CHANGED, absent, one)).isEmpty();
  }

  @Test
  void listingsWithRowsComeInOneOrder() {
    ReportView view = view(SampleReports.drifted());
    assertThat(view.listings())
        .extracting(Listing::topic)
        .containsExactly(
            Topic.NOT_READ,
            Topic.UNKNOWN,
            Topic.INVALID,
            Topic.OWNED_ELSEWHERE,
            Topic.PROBLEMS,
            Topic.IGNORED,
            Topic.SKIPPED);
    assertThat(rows(view, Topic.NOT_READ))
        .containsExactly(
            "the user drift may not list secrets. To allow it, apply the role that `drift rbac`"
                + " prints for this run.",
            "charts/trino/Chart.yaml (Helm chart): A Helm chart, which this version does not"
                + " render.",
            "branches: no answer within 5 s.",
            "Skipped SEC001, SEC002: the user drift may not list secrets.");
    assertThat(view.listing(Topic.PENDING)).isEmpty();
  }

  @Test
  void explainedDifferencesAreListedOnRequest() {
    assertThat(rows(view(SampleReports.drifted()), Topic.EXPLAINED))
        .containsExactly(
            "Deployment flink/operator spec.replicas: The HorizontalPodAutoscaler flink/operator"
                + " sets it, between 2 and 6.");
    assertThat(view(SampleReports.clean()).listing(Topic.EXPLAINED)).isEmpty();
  }

  /// It has no path, and there is no space before the colon.
  @Test
  void aWholeObjectIsListedByItsName() {
    ResourceRef namespace =
        new ResourceRef("v1", new ResourceId(new GroupKind("", "Namespace"), "", "default"));
    ReportView view =
        view(
            Report.of(new Report.Run("id", Instant.EPOCH, Instant.EPOCH, "1"), Coverage.NOTHING)
                .explained(
                    List.of(
                        new Report.Explained(
                            namespace, Path.ROOT, "Kubernetes creates it in every cluster")))
                .ignored(
                    List.of(
                        new Report.Ignored(
                            namespace, Path.ROOT, "p", "a test", "me", Optional.empty())))
                .build());

    assertThat(rows(view, Topic.EXPLAINED))
        .containsExactly("Namespace default: Kubernetes creates it in every cluster");
    assertThat(rows(view, Topic.IGNORED))
        .containsExactly("Namespace default: a test (policy p; owner me)");
  }

  @Test
  void anOwnerIsARowAndItsObjectsAreDetails() {
    Listing owned = view(SampleReports.drifted()).listing(Topic.OWNED_ELSEWHERE).orElseThrow();
    assertThat(owned.caption()).isEqualTo("2 resources: deployed by other tools, not drift");
    assertThat(owned.rows())
        .containsExactly(
            new Listing.Row(
                "Helm release monitoring/grafana: 1 Service, 1 Deployment",
                List.of(
                    "Service monitoring/grafana: its manifest in Secret"
                        + " monitoring/sh.helm.release.v1.grafana.v3 contains it",
                    "Deployment monitoring/grafana: its manifest in Secret"
                        + " monitoring/sh.helm.release.v1.grafana.v3 contains it")));
  }

  @Test
  void onlyAFinishedAndEmptyRunIsInSync() {
    assertThat(view(SampleReports.clean()).inSync())
        .contains(
            "2 resources of 2 kinds match Git: cluster prod (https://10.0.0.1:6443, Kubernetes"
                + " v1.36.3); repository https://git.example.com/platform/lakehouse.git, main at"
                + " 4be81d7c2f90.");
    assertThat(view(SampleReports.cleanButUncommitted()).inSync()).isPresent();
    assertThat(view(SampleReports.drifted()).inSync()).isEmpty();
    assertThat(view(SampleReports.incomplete()).inSync()).isEmpty();
    assertThat(view(SampleReports.invalid()).inSync()).isEmpty();
    assertThat(view(judged(Verdict.IN_SYNC, Verdict.COMPLETED)).inSync()).isPresent();
    for (Verdict verdict : Verdict.values()) {
      if (verdict != Verdict.IN_SYNC && verdict != Verdict.COMPLETED) {
        assertThat(view(judged(Verdict.IN_SYNC, verdict)).inSync()).as("%s", verdict).isEmpty();
      }
    }
  }

  @Test
  void theHeadNamesBothSides() {
    ComparedSides compared = view(SampleReports.drifted()).compared();
    assertThat(compared.repositories())
        .containsExactly(
            new ComparedSides.Repository(
                "https://git.example.com/platform/lakehouse.git, main at 4be81d7c2f90",
                Optional.of("1 file is not committed: trino/worker.yaml")));
    assertThat(compared.cluster()).contains("prod (https://10.0.0.1:6443, Kubernetes v1.36.3)");
    assertThat(compared.extent())
        .isEqualTo("9 resources of 2 kinds, 2026-11-21 09:14:03 UTC, in 1.4 s");
    assertThat(view(SampleReports.invalid()).compared().extent()).startsWith("nothing, 2026");
  }

  @Test
  void theClosingSumsUp() {
    Closing closing = view(SampleReports.drifted()).closing();
    assertThat(closing.totals())
        .containsExactly(
            "7 drift findings: 2 critical, 2 high, 2 medium, 1 low.",
            "1 posture finding: 1 high.",
            "9 resources: 1 in sync, 3 changed, 1 missing, 1 unmanaged, 1 completed and cleaned up,"
                + " 1 invalid in Git, 1 unknown.");
    assertThat(closing.asides())
        .containsExactly(
            "1 difference explained, 1 difference ignored, 2 objects owned elsewhere, 2 documents"
                + " skipped.",
            "Out of scope: 2 Ingresses, 12 ClusterRoles that no source declares. --scope cluster"
                + " reports them.");
    assertThat(closing.incomplete())
        .contains(
            "Incomplete: 1 kind, 1 file or folder could not be checked, so there may be drift that"
                + " this report does not show.");
    assertThat(view(SampleReports.clean()).closing().incomplete()).isEmpty();
    // Nothing was compared: the totals say so.
    assertThat(view(SampleReports.invalid()).closing().incomplete()).isEmpty();
    assertThat(view(SampleReports.invalid()).closing().totals())
        .containsExactly("No resources were compared.");
  }

  @Test
  void theOutcomeSaysWhatTheExitCodeMeansForThisRun() {
    assertThat(outcome(SampleReports.clean(), FailOn.ANY_DRIFT))
        .isEqualTo(new Outcome(ExitCode.IN_SYNC, "no drift found", Level.SUCCESS));
    assertThat(outcome(SampleReports.drifted(), FailOn.ANY_DRIFT))
        .isEqualTo(new Outcome(ExitCode.DRIFT, "the cluster has drifted from Git", Level.ERROR));
    assertThat(outcome(SampleReports.drifted(), failOn(Severity.HIGH)))
        .isEqualTo(
            new Outcome(
                ExitCode.DRIFT, "the cluster has drifted from Git (--fail-on high)", Level.ERROR));
    assertThat(outcome(SampleReports.incomplete(), FailOn.ANY_DRIFT))
        .isEqualTo(
            new Outcome(
                ExitCode.INCOMPLETE,
                "something could not be checked, and nothing worse was found",
                Level.WARNING));
    assertThat(outcome(SampleReports.invalid(), FailOn.ANY_DRIFT))
        .isEqualTo(
            new Outcome(
                ExitCode.INVALID_INPUT, "invalid flags, configuration or manifests", Level.ERROR));

    Report low = SampleReports.with(SampleReports.drifted().drift().getLast());
    assertThat(outcome(low, failOn(Severity.CRITICAL)))
        .isEqualTo(
            new Outcome(
                ExitCode.IN_SYNC,
                "the cluster has drifted, but not at severity critical or higher (--fail-on"
                    + " critical)",
                Level.WARNING));
    Report posture = SampleReports.with(SampleReports.drifted().posture().getFirst());
    assertThat(outcome(posture, new FailOn(Severity.INFO, Optional.of(Severity.LOW))).sentence())
        .isEqualTo(
            "Exit code 1: no drift fails this run, but posture findings do (--fail-on-posture).");
  }

  private static ReportView view(Report report) {
    return ReportView.of(report, FailOn.ANY_DRIFT);
  }

  private static Outcome outcome(Report report, FailOn failOn) {
    return ReportView.of(report, failOn).closing().outcome();
  }

  private static FailOn failOn(Severity severity) {
    return new FailOn(severity, Optional.empty());
  }

  private static List<String> rows(ReportView view, Topic topic) {
    return view.listing(topic).orElseThrow().rows().stream().map(Listing.Row::text).toList();
  }

  private static Report judged(Verdict one, Verdict other) {
    Report clean = SampleReports.clean();
    return SampleReports.report(
        clean.sources(),
        clean.coverage(),
        List.of(new Report.ResourceVerdict(WORKER, one), new Report.ResourceVerdict(MINIO, other)),
        List.of(),
        List.of());
  }

  private static CauseFindings only(Finding... findings) {
    List<CauseFindings> causes = causes(findings);
    assertThat(causes).hasSize(1);
    return causes.getFirst();
  }

  private static List<CauseFindings> causes(Finding... findings) {
    Report clean = SampleReports.clean();
    return view(SampleReports.report(
            clean.sources(),
            clean.coverage(),
            List.of(new Report.ResourceVerdict(WORKER, Verdict.DRIFTED)),
            List.of(findings),
            List.of()))
        .causes();
  }

  private static Finding.Drift drift(String path, Change change, Place origin) {
    return drift(WORKER, path, change, ShownInTests.plain("1"), ShownInTests.plain("2"), origin);
  }

  private static String note(Change change, Shown desired, Shown live) {
    return only(drift(WORKER, "spec.a", change, desired, live, PLACE)).findings().getFirst().note();
  }

  private static Finding.Drift drift(
      ResourceRef resource, String path, Change change, Shown desired, Shown live, Place origin) {
    return SampleReports.drift(
        resource, change, Severity.LOW, path, desired, live, "It differs.", Optional.of(origin));
  }
}

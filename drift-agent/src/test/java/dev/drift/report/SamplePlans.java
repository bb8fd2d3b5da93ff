package dev.drift.report;

import static dev.drift.secret.ShownInTests.plain;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.plan.ActReport;
import dev.drift.plan.LeftAlone;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans as people read them, made of the findings of [SampleReports].
public final class SamplePlans {
  private static final String BY_HAND = "lakehouse, edited-by-hand (policies/lakehouse.yaml:75)";
  private static final String PERSON = "no policy decides; a person has to approve it";

  private SamplePlans() {}

  /// Nothing is done yet.
  public static ActReport planned() {
    return report(Map.of(), List.of());
  }

  /// Each act ended otherwise.
  public static ActReport done() {
    return report(
        Map.of(
            id('a'), new Outcome(Outcome.Kind.DONE, "read back: it has the values of Git"),
            id('b'),
                new Outcome(
                    Outcome.Kind.NEEDS_RIGHTS,
                    "the server returned HTTP 403: poddisruptionbudgets.policy is forbidden: User"
                        + " \"drift\" cannot create resource \"poddisruptionbudgets\" in API group"
                        + " \"policy\" in the namespace \"trino\"")),
        List.of(
            new ActReport.Settled(
                SampleReports.CATALOGS,
                new Outcome(
                    Outcome.Kind.NOT_DONE,
                    "the run was stopped in the middle; the object is unchanged"))));
  }

  private static ActReport report(Map<String, Outcome> outcomes, List<ActReport.Settled> settled) {
    Report report = SampleReports.drifted();
    List<Finding.Drift> worker = of(report, SampleReports.WORKER);
    PlanView.ActView patch =
        new PlanView.ActView(
            id('a'),
            PlanView.Verb.PATCH,
            SampleReports.WORKER,
            Optional.of("6f1c0000-0000-0000-0000-000000000000"),
            "kubectl-client-side-apply (Update)",
            worker.stream()
                .map(it -> new PlanView.ChangeView(it.path(), it.live(), it.desired()))
                .toList(),
            false,
            false,
            worker.stream().map(it -> new PlanView.CauseView(it, BY_HAND)).toList(),
            List.of(),
            List.of());
    PlanView.ActView create =
        new PlanView.ActView(
            id('b'),
            PlanView.Verb.CREATE,
            SampleReports.BUDGET,
            Optional.empty(),
            "kubectl (Apply)",
            List.of(),
            false,
            true,
            causes(report, SampleReports.BUDGET, PERSON),
            List.of(),
            List.of());
    PlanView.ActView secret =
        new PlanView.ActView(
            id('c'),
            PlanView.Verb.PATCH,
            SampleReports.S3,
            Optional.of("6f1c0000-0000-0000-0000-000000000001"),
            "kubectl (Apply)",
            List.of(
                new PlanView.ChangeView(
                    Path.parse("data.password"),
                    new Shown.Masked("ab".repeat(32), SampleReports.KEY),
                    plain(Value.of("shown only in this test")))),
            true,
            true,
            causes(report, SampleReports.S3, PERSON),
            List.of(SampleReports.WORKER),
            List.of());
    List<Finding.Drift> configuration = of(report, SampleReports.CATALOGS).subList(0, 1);
    PlanView.ActView adopt =
        new PlanView.ActView(
            id('d'),
            PlanView.Verb.ADOPT,
            SampleReports.CATALOGS,
            Optional.of("6f1c0000-0000-0000-0000-000000000002"),
            "",
            configuration.stream()
                .map(it -> new PlanView.ChangeView(it.path(), it.desired(), it.live()))
                .toList(),
            false,
            false,
            configuration.stream().map(it -> new PlanView.CauseView(it, BY_HAND)).toList(),
            List.of(),
            List.of("platform/trino/catalogs.yaml"));
    List<PlanView.LeftView> left =
        List.of(
            left(
                report,
                SampleReports.CATALOGS,
                LeftAlone.Reason.HELD,
                "frozen until 2027-01-03T23:00:00Z: closing of the year (owner platform team;"
                    + " policies/lakehouse.yaml:100)"),
            left(
                report,
                SampleReports.BACKDOOR,
                LeftAlone.Reason.PROTECTED,
                "no policy rule allows its deletion (allow: [delete])"),
            left(
                report,
                SampleReports.CATALOGS,
                LeftAlone.Reason.NOT_APPLIED,
                "Git has another value here than the applied configuration (Drift saw it in sync at"
                    + " 0a1b2c3d4e5f)"));
    return new ActReport(
        report,
        new PlanView(List.of(patch, create, secret, adopt), left),
        outcomes,
        Map.of(worker.getFirst().fingerprint(), Set.of("ops")),
        settled);
  }

  private static List<Finding.Drift> of(Report report, ResourceRef resource) {
    return report.drift().stream().filter(it -> it.resource().equals(resource)).toList();
  }

  private static List<PlanView.CauseView> causes(
      Report report, ResourceRef resource, String authority) {
    return of(report, resource).stream().map(it -> new PlanView.CauseView(it, authority)).toList();
  }

  private static PlanView.LeftView left(
      Report report, ResourceRef resource, LeftAlone.Reason reason, String sentence) {
    return new PlanView.LeftView(causes(report, resource, BY_HAND).getFirst(), reason, sentence);
  }

  private static String id(char digit) {
    return String.valueOf(digit).repeat(64);
  }
}

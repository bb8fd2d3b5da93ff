package dev.drift.finding.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.KindCoverage;
import dev.drift.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What is announced, run after run.
class BriefingTest {
  private static final Coverage.Subject SECRETS = new Coverage.Subject.Kind("v1", "Secret");

  private SortedMap<String, Told> told = new TreeMap<>();
  private Instant now = Findings.START;
  private Optional<Duration> reminder = Optional.empty();
  private boolean whole = true;
  private Set<String> blindRules = Set.of();

  @Test
  void whatHasNotChangedIsNotAnnouncedAgain() {
    Finding.Drift finding = Findings.drift("cart", "spec.replicas");
    assertThat(run(Findings.report(List.of(finding)))).containsExactly("opened");
    for (int i = 0; i < 3; i++) {
      assertThat(run(Findings.report(List.of(finding.saying("Other words."))))).isEmpty();
    }
  }

  @Test
  void moreFindingsAndWorseOnesAreAnnounced() {
    Finding.Drift one = Findings.drift("cart", "spec.replicas");
    Finding.Drift other = Findings.drift("cart", "spec.paused");
    run(Findings.report(List.of(one)));
    assertThat(run(Findings.report(List.of(one, other)))).containsExactly("grown by 1");
    assertThat(run(Findings.report(List.of(one, other)))).isEmpty();
    assertThat(run(Findings.report(List.of(one)))).as("fewer are no news").isEmpty();
    assertThat(run(Findings.report(List.of(one.with(Severity.CRITICAL)))))
        .containsExactly("grown by 0");
    assertThat(run(Findings.report(List.of(one)))).as("less bad is no news").isEmpty();
  }

  @Test
  void whatIsGoneIsAnnouncedOnceWithItsDuration() {
    run(Findings.report(List.of(Findings.drift("cart", "spec.replicas"))));
    now = now.plus(Duration.ofHours(3));
    assertThat(run(Findings.report(List.of(), "cart"))).containsExactly("resolved after PT3H");
    assertThat(run(Findings.report(List.of(), "cart"))).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void remindersComeWhenTheyAreDue() {
    reminder = Optional.of(Duration.ofHours(24));
    Report report = Findings.report(List.of(Findings.drift("cart", "spec.replicas")));
    run(report);
    now = now.plus(Duration.ofHours(23));
    assertThat(run(report)).isEmpty();
    now = now.plus(Duration.ofHours(1));
    assertThat(run(report)).containsExactly("reminder");
    now = now.plus(Duration.ofHours(23));
    assertThat(run(report)).isEmpty();
    now = now.plus(Duration.ofHours(2));
    assertThat(run(report)).containsExactly("reminder");
  }

  /// A finding is gone only if somebody looked and did not find it.
  @Test
  void whatWasNotLookedAtIsNotResolved() {
    Finding.Drift finding = Findings.drift("cart", "spec.replicas");
    run(Findings.report(List.of(finding)));

    Report unknown =
        Findings.of(
            Coverage.NOTHING,
            List.of(),
            List.of(new Report.ResourceVerdict(finding.resource(), Verdict.UNKNOWN)));
    assertThat(run(unknown)).containsExactly("blind");
    assertThat(run(Findings.report(Findings.blindFor(SECRETS, Need.DRIFT), List.of())))
        .as("it is in no list, and not everything was read")
        .isEmpty();
    assertThat(run(failed())).as("no cluster was reached").isEmpty();
    whole = false;
    assertThat(run(Findings.report(List.of(), "another")))
        .as("the run was about another namespace")
        .containsExactly("sighted");
    whole = true;
    assertThat(told).hasSize(1);
    assertThat(run(Findings.report(List.of(), "another")))
        .as("an undeclared object that was deleted is in no list")
        .containsExactly("resolved after PT0S");
  }

  @Test
  void aFindingThatWasLookedAtIsResolvedInARunWithGapsElsewhere() {
    run(Findings.report(List.of(Findings.drift("cart", "spec.replicas"))));
    assertThat(run(Findings.report(Findings.blindFor(SECRETS, Need.DRIFT), List.of(), "cart")))
        .containsExactly("blind", "resolved after PT0S");
  }

  @Test
  void postureIsNotResolvedByARunWhoseRuleCouldNotLook() {
    run(Findings.report(List.of(Findings.posture("cart", "SEC001"))));
    Coverage blind =
        Findings.blindFor(
            new Coverage.Subject.Rules(new TreeSet<>(Set.of("SEC001"))), Need.POSTURE);
    assertThat(run(Findings.report(blind, List.of(), "cart"))).isEmpty();
    Coverage leftOut =
        new Coverage(
            List.of(
                new Coverage.Entry(
                    new Coverage.Subject.Rules(new TreeSet<>(Set.of("SEC001"))),
                    KindCoverage.Status.LEFT_OUT,
                    Set.of(),
                    0,
                    "The policy turns it off.")));
    assertThat(run(Findings.report(leftOut, List.of(), "cart"))).isEmpty();
    blindRules = Set.of("SEC001");
    assertThat(run(Findings.report(List.of(), "cart"))).as("it was given no scans").isEmpty();
    blindRules = Set.of();
    assertThat(run(Findings.report(List.of(), "cart"))).containsExactly("resolved after PT0S");
  }

  @Test
  void aGroupOfWhichAPartIsOutOfSightStaysOpen() {
    Finding.Drift one = Findings.drift("cart", "spec.replicas");
    Finding.Drift other = Findings.drift("cart", "spec.paused");
    run(Findings.report(List.of(one, other)));
    Report half =
        Findings.of(
            Findings.blindFor(SECRETS, Need.DRIFT),
            List.of(one),
            List.of(new Report.ResourceVerdict(one.resource(), Verdict.UNKNOWN)));
    assertThat(run(half)).containsExactly("blind");
    assertThat(told.values().stream().filter(it -> !it.key().equals(Told.GAP)))
        .singleElement()
        .satisfies(it -> assertThat(it.members()).hasSize(2));
  }

  /// Silence means that nothing changed, so that a run that cannot see is no silence.
  @Test
  void runsThatCannotSeeAreAnnouncedOnce() {
    assertThat(run(failed())).containsExactly("blind");
    assertThat(run(failed())).isEmpty();
    assertThat(run(Findings.report(List.of(), "cart"))).containsExactly("sighted");
    assertThat(run(Findings.report(List.of(), "cart"))).isEmpty();
  }

  @Test
  void anotherClusterOrRepositoryResolvesNothing() {
    run(Findings.report(List.of(Findings.drift("cart", "spec.replicas"))));
    Report elsewhere = Findings.report(List.of(), "cart");
    Report other =
        Report.of(elsewhere.run(), elsewhere.coverage())
            .cluster(elsewhere.cluster().orElseThrow())
            .resources(elsewhere.resources())
            .build();
    assertThat(run(other)).isEmpty();
    assertThat(told).hasSize(1);
  }

  private static Report failed() {
    Report report = Findings.report(List.of());
    return Report.of(report.run(), Findings.blindFor(new Coverage.Subject.Resources(), Need.DRIFT))
        .sources(report.sources())
        .build();
  }

  private List<String> run(Report report) {
    Briefing briefing =
        Briefing.of(
            Seen.of(report, whole, blindRules), report.findings(), Map.copyOf(told), reminder, now);
    told = briefing.told();
    return briefing.notices().stream().map(BriefingTest::word).toList();
  }

  private static String word(Notice notice) {
    return switch (notice) {
      case Notice.Opened _ -> "opened";
      case Notice.Grown(_, Set<String> added, _) -> "grown by " + added.size();
      case Notice.Reminder _ -> "reminder";
      case Notice.Resolved(Told one, Instant at) ->
          "resolved after " + Duration.between(one.since(), at);
      case Notice.Blind _ -> "blind";
      case Notice.Sighted _ -> "sighted";
    };
  }
}

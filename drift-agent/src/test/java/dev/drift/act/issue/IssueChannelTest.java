package dev.drift.act.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.act.text.RunText;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.group.Seen;
import dev.drift.finding.group.Told;
import dev.drift.forge.issue.ForgeStandIn;
import dev.drift.forge.issue.GitHubStandIn;
import dev.drift.forge.issue.GitLabStandIn;
import dev.drift.forge.issue.IssueTracker;
import dev.drift.net.http.StandIn;
import dev.drift.net.http.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Issues on GitHub and GitLab, run after run.
class IssueChannelTest {
  private static final Finding.Drift IMAGE = Announced.finding("worker", "spec.image");
  private static final Finding.Drift REPLICAS = Announced.finding("worker", "spec.replicas");

  private final Waiting time = new Waiting(Instant.parse("2026-11-21T12:00:00Z"));
  private Optional<SortedMap<String, Told>> told = Optional.of(new TreeMap<>());
  private boolean closes = true;
  private Optional<Duration> reminder = Optional.empty();

  static Stream<Supplier<ForgeStandIn>> forges() {
    return Stream.of(GitHubStandIn::new, GitLabStandIn::new);
  }

  @ParameterizedTest
  @MethodSource("forges")
  void opensUpdatesAndClosesWithTheDuration(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      assertThat(run(forge, List.of(IMAGE))).isEmpty();
      ForgeStandIn.Kept issue = only(forge);
      assertThat(issue.title).isEqualTo("Drift: Deployment trino/worker: spec.image");
      assertThat(issue.labels).containsExactly(ForgeStandIn.LABEL);
      assertThat(issue.body)
          .contains(
              "**1 finding** on 1 object, the worst **high**.", "first found 2026-11-21 12:00 UTC")
          .contains("- **high** CFG001 The workers run another image than Git declares\n")
          .contains("  - at `spec.image`", "  - Git: `476`", "  - cluster: `481`")
          .contains(
              "  - changed by `kubectl-edit, 2026-11-20 17:02 UTC (a hint from managedFields)`");

      time.pass(Duration.ofHours(1));
      assertThat(run(forge, List.of(IMAGE, REPLICAS))).isEmpty();
      assertThat(only(forge).title).isEqualTo("Drift: Deployment trino/worker: 2 findings");
      assertThat(issue.body).contains("`spec.replicas`");

      time.pass(Duration.ofMinutes(65));
      assertThat(run(forge, List.of(), "worker")).isEmpty();
      assertThat(only(forge).open).isFalse();
      assertThat(issue.body).contains("**Resolved** 2026-11-21 14:05 UTC, after 2 h 5 min.");
      assertThat(told.orElseThrow()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void whatHasNotChangedTakesNoRequest(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      int requests = forge.requests().size();
      time.pass(Duration.ofDays(3));
      assertThat(run(forge, List.of(IMAGE))).isEmpty();
      assertThat(forge.requests()).hasSize(requests);
    }
  }

  /// T15: whoever gets 600 issues reads none, and GitHub blocks who opens them.
  @ParameterizedTest
  @MethodSource("forges")
  void t15SixHundredFindingsAreAFewIssues(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      List<Finding> findings = new ArrayList<>();
      IntStream.range(0, 600)
          .forEach(i -> findings.add(Announced.finding("app-" + i, "spec.image")));
      assertThat(run(forge, findings)).isEmpty();
      assertThat(forge.issues()).hasSize(1);
      assertThat(only(forge).title).isEqualTo("Drift: CFG001: 600 objects");
      assertThat(only(forge).body).contains("…and 590 more findings.");
      int requests = forge.requests().size();
      assertThat(run(forge, findings)).isEmpty();
      assertThat(forge.requests()).hasSize(requests);
    }
  }

  /// T15: the marker in the body is found again.
  @ParameterizedTest
  @MethodSource("forges")
  void t15AnIssueIsFoundAgainWhenTheLocalRecordIsLost(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      for (int i = 0; i < 2 * ForgeStandIn.PAGE; i++) {
        forge.opened("Something else " + i, "", List.of(ForgeStandIn.LABEL), false);
      }
      int all = forge.issues().size();
      told = Optional.empty();
      time.pass(Duration.ofHours(2));

      assertThat(run(forge, List.of(IMAGE, REPLICAS))).isEmpty();
      assertThat(forge.issues()).hasSize(all);
      assertThat(forge.issues().getFirst().body).contains("`spec.replicas`");

      told = Optional.empty();
      assertThat(run(forge, List.of(REPLICAS))).isEmpty();
      assertThat(forge.issues()).hasSize(all);

      // Also if it is only found because another group is new.
      told = Optional.empty();
      assertThat(run(forge, List.of(Announced.finding("other", "spec.image")), "worker")).isEmpty();
      assertThat(forge.issues()).hasSize(all + 1);
      assertThat(forge.issues().getFirst().open).isFalse();
      assertThat(forge.issues().getFirst().body).contains("after 2 h.");
    }
  }

  /// T15: nothing is there any more, so that no new issue makes Drift look.
  @ParameterizedTest
  @MethodSource("forges")
  void t15AnIssueIsClosedWhenTheLocalRecordIsLostAndAllIsGone(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      told = Optional.empty();
      assertThat(run(forge, List.of(), "worker")).isEmpty();
      assertThat(only(forge).open).isFalse();
      int requests = forge.requests().size();
      assertThat(run(forge, List.of(), "worker")).isEmpty();
      assertThat(forge.requests()).hasSize(requests);
    }
  }

  /// T15: the request was carried out, and the answer did not arrive.
  @ParameterizedTest
  @MethodSource("forges")
  void t15AnIssueIsNotOpenedTwiceWhenTheAnswerIsLost(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      // Two lists, then the creation.
      forge.fail(ok(), ok(), new StandIn.Fault.LoseAnswer());
      assertThat(run(forge, List.of(IMAGE))).isEmpty();
      assertThat(only(forge).open).isTrue();
      assertThat(told.orElseThrow().values()).singleElement().extracting(Told::issue).isEqualTo(1L);
      assertThat(forge.requests("POST")).hasSize(1);
    }
  }

  /// T15: nobody knows whether it was opened, and the forge is down now.
  @ParameterizedTest
  @MethodSource("forges")
  void t15TheNextRunLooksBeforeItOpensAnIssue(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      StandIn.Fault down = new StandIn.Fault.Answer(503, Map.of(), "");
      forge.fail(ok(), ok(), new StandIn.Fault.LoseAnswer(), down, down, down, down);
      assertThat(run(forge, List.of(IMAGE)))
          .containsExactly("it is not known whether an issue was opened: the connection was lost");
      assertThat(told.orElseThrow()).isEmpty();
      assertThat(run(forge, List.of(IMAGE))).isEmpty();
      assertThat(only(forge).open).isTrue();
      assertThat(forge.requests("POST")).hasSize(1);
    }
  }

  /// T15: killed after the request was sent, before anything was written down.
  @ParameterizedTest
  @MethodSource("forges")
  void t15AnIssueIsNotOpenedTwiceWhenTheProcessIsKilled(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      told = Optional.empty();
      assertThat(run(forge, List.of(IMAGE))).isEmpty();
      assertThat(only(forge).open).isTrue();
      assertThat(forge.requests("POST")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void t15ALimitIsWaitedForOrLeftToTheNextRun(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      forge.fail(ok(), ok(), limited(60));
      assertThat(run(forge, List.of(IMAGE))).isEmpty();
      assertThat(time.waits()).containsExactly(Duration.ofSeconds(60));
      assertThat(forge.issues()).hasSize(1);

      forge.fail(ok(), ok(), limited(3600));
      assertThat(run(forge, List.of(IMAGE, Announced.finding("other", "spec.image"))))
          .containsExactly(
              "an issue could not be opened: it returned HTTP 403 (You have exceeded a secondary"
                  + " rate limit); it limits how often Drift may ask, and the next run goes on");
      assertThat(run(forge, List.of(IMAGE, Announced.finding("other", "spec.image")))).isEmpty();
      assertThat(forge.issues()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void anIssueThatAPersonClosedStaysClosed(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      only(forge).open = false;
      run(forge, List.of(IMAGE, REPLICAS));
      run(forge, List.of(IMAGE));
      assertThat(only(forge).open).isFalse();
      told = Optional.empty();
      run(forge, List.of(IMAGE, REPLICAS));
      assertThat(only(forge).open).isFalse();

      // It is over, and comes back later: that is news.
      run(forge, List.of(), "worker");
      assertThat(only(forge).body).contains("**Resolved**");
      run(forge, List.of(IMAGE));
      assertThat(only(forge).open).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void whatComesBackReopensItsIssue(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      run(forge, List.of(), "worker");
      time.pass(Duration.ofDays(1));
      run(forge, List.of(IMAGE));
      assertThat(only(forge).open).isTrue();
      assertThat(only(forge).body).contains("first found 2026-11-22 12:00 UTC");
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void whatPeopleWriteIntoAnIssueStays(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      only(forge).body = "We know.\n\n" + only(forge).body + "\n\nAsk Alice.";
      run(forge, List.of(IMAGE, REPLICAS));
      assertThat(only(forge).body)
          .startsWith("We know.\n\n<!-- drift:begin")
          .endsWith("<!-- drift:end -->\n\nAsk Alice.")
          .contains("`spec.replicas`");
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void remindersAreCommentsAndRecoveryCanBeOff(Supplier<ForgeStandIn> kind) {
    reminder = Optional.of(Duration.ofHours(24));
    closes = false;
    try (ForgeStandIn forge = kind.get()) {
      run(forge, List.of(IMAGE));
      time.pass(Duration.ofHours(25));
      run(forge, List.of(IMAGE));
      run(forge, List.of(IMAGE));
      assertThat(forge.comments())
          .containsExactly("Still there after 25 h: 1 finding, the worst high.");
      run(forge, List.of(), "worker");
      assertThat(only(forge).open).isTrue();
      assertThat(only(forge).body).contains("**Resolved**");
    }
  }

  /// A pull request or an issue of somebody else may quote a marker.
  @Test
  void aPullRequestWithAMarkerIsNotTouched() {
    try (GitHubStandIn forge = new GitHubStandIn()) {
      run(forge, List.of(IMAGE));
      String body = only(forge).body;
      told = Optional.empty();
      forge.issues().getFirst().labels.clear();
      forge.opened("A pull request", body, List.of(ForgeStandIn.LABEL), true);
      forge.opened("A quotation", body, List.of("other"), false);
      run(forge, List.of(IMAGE));
      assertThat(forge.issues()).hasSize(4);
      assertThat(forge.issues().get(1).title).isEqualTo("A pull request");
      assertThat(forge.issues().get(2).title).isEqualTo("A quotation");
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void hostileNamesAndValuesStayText(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get()) {
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < Announced.HOSTILE.size(); i++) {
        String text = Announced.HOSTILE.get(i);
        findings.add(Announced.finding("worker", "metadata.annotations.a" + i, text, text));
      }
      assertThat(run(forge, findings)).isEmpty();
      String body = only(forge).body;
      String withoutCode =
          body.replaceAll("(?m)^<!-- drift:(begin|end).*-->$", "").replaceAll("(`+)[^`].*?\\1", "");
      assertThat(withoutCode)
          .doesNotContainPattern("[@!]\\w")
          .doesNotContainPattern("https?:/")
          .doesNotContainPattern("(?<!\\\\)[<\\[]")
          .doesNotContainPattern("(?m)^\\s*/close");
      assertThat(body.split("<!-- drift:end", -1)).hasSize(2);
      assertThat(Marker.in(body)).isPresent();
    }
  }

  @Test
  void aBodyFitsIntoAnIssueOfGitHub() {
    try (GitHubStandIn forge = new GitHubStandIn()) {
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < 1200; i++) {
        findings.add(Announced.finding("app-" + i, "spec.image", "x".repeat(400), "y".repeat(900)));
      }
      List<String> problems = new ArrayList<>();
      try (IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
        problems.addAll(
            channel(tracker, 100)
                .announce(
                    Seen.of(Announced.report(findings), true, Set.of()),
                    findings,
                    told,
                    Map.of(),
                    time.instant()));
      }
      assertThat(problems).isEmpty();
      assertThat(only(forge).body).hasSizeLessThan(65_536).contains("more findings.");
    }
  }

  private List<String> run(ForgeStandIn forge, List<? extends Finding> findings, String... inSync) {
    Report report = Announced.report(findings, inSync);
    try (IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
      return channel(tracker, 10)
          .announce(
              Seen.of(report, true, Set.of()), report.findings(), told, Map.of(), time.instant());
    }
  }

  private IssueChannel channel(IssueTracker tracker, int findings) {
    return new IssueChannel(
        tracker,
        new RunText("prod", "https://git.example.com/platform/lakehouse.git at main"),
        findings,
        closes,
        reminder,
        saved -> told = Optional.of(new TreeMap<>(saved)));
  }

  private static ForgeStandIn.Kept only(ForgeStandIn forge) {
    assertThat(forge.issues()).hasSize(1);
    return forge.issues().getFirst();
  }

  private static StandIn.Fault ok() {
    return new StandIn.Fault.Answer(200, Map.of(), "[]");
  }

  private static StandIn.Fault limited(int seconds) {
    return new StandIn.Fault.Answer(
        403,
        Map.of("Retry-After", Integer.toString(seconds)),
        "{\"message\": \"You have exceeded a secondary rate limit\"}");
  }
}

package dev.drift.forge.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.net.http.StandIn;
import dev.drift.net.http.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IssueTrackerTest {
  private final Waiting time = new Waiting(Instant.parse("2026-11-21T12:00:00Z"));

  static Stream<Supplier<ForgeStandIn>> forges() {
    return Stream.of(GitHubStandIn::new, GitLabStandIn::new);
  }

  @ParameterizedTest
  @MethodSource("forges")
  void opensReadsUpdatesAndClosesAnIssue(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get();
        IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
      Issue issue = done(tracker.create("Title", "Body"));
      assertThat(issue.open()).isTrue();
      assertThat(done(tracker.get(issue.number()))).isEqualTo(issue);

      Issue closed = done(tracker.update(issue.number(), "Other", "Text", Optional.of(false)));
      assertThat(closed).isEqualTo(new Issue(issue.number(), issue.url(), "Other", "Text", false));
      assertThat(done(tracker.update(issue.number(), "Other", "Text", Optional.empty())).open())
          .isFalse();
      assertThat(done(tracker.update(issue.number(), "Other", "Text", Optional.of(true))).open())
          .isTrue();
      assertThat(done(tracker.comment(issue.number(), "Still there."))).isEqualTo(7);
      assertThat(forge.comments()).containsExactly("Still there.");
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void readsAllPagesOfOpenAndClosedIssuesWithTheLabel(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get();
        IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
      for (int i = 1; i <= 2 * ForgeStandIn.PAGE + 1; i++) {
        forge.opened("Issue " + i, "", List.of(ForgeStandIn.LABEL), false).open = i % 2 == 0;
      }
      forge.opened("Another label", "", List.of("bug"), false);
      forge.opened(
          "A pull request", "", List.of(ForgeStandIn.LABEL), forge instanceof GitHubStandIn);

      assertThat(done(tracker.all()))
          .extracting(Issue::title)
          .startsWith("Issue 1", "Issue 2", "Issue 3", "Issue 4", "Issue 5", "Issue 6", "Issue 7")
          .hasSize(forge instanceof GitHubStandIn ? 7 : 8);
    }
  }

  @ParameterizedTest
  @MethodSource("forges")
  void saysWhatIsWrongWithoutTheToken(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get();
        IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
      forge.fail(answer(401, "Bad credentials"));
      assertThat(why(tracker.all()))
          .isEqualTo("it returned HTTP 401 (Bad credentials); check the token");
      forge.fail(answer(404, "Not Found"));
      assertThat(why(tracker.create("a", "b")))
          .isEqualTo(
              "it returned HTTP 404 (Not Found); there is no such repository, or the token cannot"
                  + " see it");
      forge.fail(answer(403, "Resource not accessible"));
      assertThat(why(tracker.create("a", "b")))
          .isEqualTo("it returned HTTP 403 (Resource not accessible); the token may not do this");
      forge.fail(answer(400, "Wrong: " + ForgeStandIn.TOKEN));
      assertThat(why(tracker.get(1))).isEqualTo("it returned HTTP 400");
      forge.fail(new StandIn.Fault.Answer(301, Map.of("Location", forge.url() + "/x"), ""));
      assertThat(why(tracker.get(1)))
          .isEqualTo("it returned HTTP 301; the repository has moved, update its name");
    }
  }

  /// T15: after a lost answer, only the list tells whether the issue is there.
  @ParameterizedTest
  @MethodSource("forges")
  void t15ALostAnswerIsUnknownAndNothingIsOpenedTwice(Supplier<ForgeStandIn> kind) {
    try (ForgeStandIn forge = kind.get();
        IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
      forge.fail(new StandIn.Fault.LoseAnswer());
      assertThat(tracker.create("a", "b"))
          .isEqualTo(new IssueAnswer.Unknown<>("the connection was lost"));
      assertThat(forge.issues()).hasSize(1);
      forge.fail(answer(502, "Bad Gateway"));
      assertThat(tracker.create("a", "b")).isInstanceOf(IssueAnswer.Unknown.class);
      forge.fail(new StandIn.Fault.Answer(200, Map.of(), "<html>"));
      assertThat(tracker.create("a", "b")).isInstanceOf(IssueAnswer.Unknown.class);
      assertThat(forge.requests("POST")).hasSize(3);
    }
  }

  @Test
  void aNextPageOnAnotherServerIsNotAskedFor() {
    try (GitHubStandIn forge = new GitHubStandIn();
        GitHubStandIn other = new GitHubStandIn();
        IssueTracker tracker = forge.tracker(time.client(forge.url()))) {
      forge.fail(
          new StandIn.Fault.Answer(
              200, Map.of("Link", "<" + other.url() + "/repos/x>; rel=\"next\""), "[]"));
      assertThat(done(tracker.all())).isEmpty();
      assertThat(other.requests()).isEmpty();
    }
  }

  private static StandIn.Fault answer(int status, String message) {
    return new StandIn.Fault.Answer(status, Map.of(), "{\"message\": \"%s\"}".formatted(message));
  }

  private static <T> T done(IssueAnswer<T> answer) {
    assertThat(answer).isInstanceOf(IssueAnswer.Done.class);
    return ((IssueAnswer.Done<T>) answer).result();
  }

  private static String why(IssueAnswer<?> answer) {
    return ((IssueAnswer.NotDone<?>) answer).why();
  }
}

package dev.drift.pipeline;

import static dev.drift.pipeline.RecordedRuns.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.act.message.EventReceiver;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.net.http.StandIn;
import dev.drift.trail.TrailRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs that only look leave on the audit trail, and where its head is sent.
class RecordRunTrailTest {
  @TempDir Path folder;

  private RecordedRuns runs;

  @BeforeEach
  void open() {
    runs = RecordedRuns.in(folder);
  }

  @Test
  void findingsBeginAndEndWithHostileTextsAsTheyAre() {
    List<Finding> hostile = new ArrayList<>();
    for (String text : Announced.HOSTILE) {
      hostile.add(
          Announced.finding("worker-" + hostile.size(), "spec.replicas", text + "\ud800", text));
    }
    assertThat(runs.record(named("one", Announced.report(hostile)))).isEmpty();
    assertThat(runs.record(named("two", Announced.report(hostile)))).isEmpty();
    assertThat(
            runs.record(
                named(
                    "three",
                    Announced.report(
                        hostile.subList(0, 1),
                        hostile.stream()
                            .map(it -> it.resource().id().name())
                            .toArray(String[]::new)))))
        .isEmpty();

    List<Value.Obj> bodies = runs.records().stream().map(TrailRecord::content).toList();
    int all = Announced.HOSTILE.size();
    assertThat(bodies)
        .extracting(it -> it.objects("opened").size() + " " + it.objects("ended").size())
        .containsExactly(all + " 0", "0 0", "0 " + (all - 1));
    assertThat(bodies.getFirst().objects("opened"))
        .extracting(it -> it.text("message").orElseThrow())
        .containsExactlyInAnyOrderElementsOf(Announced.HOSTILE);
  }

  @Test
  void aRunThatReachedNoClusterIsOnTheTrailOfItsSources() {
    Report report = Announced.report(List.of());
    assertThat(runs.record(report)).isEmpty();
    Report failed =
        Report.of(
                new Report.Run("failed", report.run().startedAt(), report.run().finishedAt(), "1"),
                Reports.nothing(""))
            .sources(report.sources())
            .problems(List.of(Problem.of(Problem.Code.CLUSTER_UNREACHABLE, "nobody answers")))
            .build();

    assertThat(runs.record(failed)).isEmpty();

    assertThat(runs.records().getLast().content().text("result")).contains("failed");
    assertThat(runs.records().getLast().content().objects("problems").getFirst().text("message"))
        .contains("nobody answers");
  }

  @Test
  void theHeadIsSentAfterEachRun() throws IOException {
    try (EventReceiver receiver = new EventReceiver()) {
      runs.configured(
          """
          channels:
            - name: auditors
              type: webhook
              url: %s
              secret: {env: WEBHOOK_SECRET}
          audit:
            head: {channel: auditors}
          """
              .formatted(receiver.url()));

      assertThat(runs.record("one")).isEmpty();

      List<TrailRecord> records = runs.records();
      assertThat(records).extracting(TrailRecord::type).containsExactly("run", "head");
      Value.Obj event = receiver.events().getFirst();
      assertThat(event.text("type")).contains("dev.drift.audit.head.v1");
      assertThat(event.object("data").text("hash")).contains(records.getFirst().hash());
      assertThat(event.object("data").text("target")).contains(records.getFirst().target());
      assertThat(event.object("data").number("seq").orElseThrow().intValueExact()).isEqualTo(1);
      assertThat(records.get(1).content().text("hash")).contains(records.getFirst().hash());
      assertThat(records.get(1).content().get("arrived")).contains(Value.of(true));

      receiver.fail(new StandIn.Fault.Answer(400, Map.of(), ""));
      assertThat(runs.record("two"))
          .extracting(Problem::message)
          .containsExactly(
              "Channel auditors: the head of the audit trail did not arrive: it returned HTTP 400.");
      assertThat(runs.records().getLast().content().get("arrived")).contains(Value.of(false));
    }
  }

  @Test
  void whatIsOldIsPrunedOnceADay() throws IOException {
    assertThat(runs.record("one")).isEmpty();
    assertThat(runs.later(Duration.ofDays(2)).record("two")).isEmpty();
    assertThat(runs.later(Duration.ofDays(40)).record("three"))
        .as("never, unless the configuration says so")
        .isEmpty();
    assertThat(runs.records())
        .extracting(TrailRecord::type)
        .containsExactly("run", "run", "seal", "run");

    runs.configured("audit: {keep: 30d}\n");

    assertThat(runs.record("four"))
        .containsExactly(
            Problem.of(
                Problem.Code.TRAIL_PRUNED,
                "Records 1 to 3 of the audit trail are older than 30d and were deleted; record 6 is the checkpoint."));
    assertThat(runs.records())
        .extracting(TrailRecord::type)
        .containsExactly("run", "run", "checkpoint");
    assertThat(runs.later(Duration.ofHours(1)).follow("five")).isEmpty();
    assertThat(runs.later(Duration.ofDays(2)).follow("six")).isEmpty();
    assertThat(runs.later(Duration.ofDays(31)).follow("seven"))
        .as("the daemon does it, too")
        .extracting(Problem::code)
        .containsExactly(Problem.Code.TRAIL_PRUNED);
  }

  @Test
  void whatIsBrokenIsNotPruned() throws IOException {
    assertThat(runs.record("one")).isEmpty();
    assertThat(runs.later(Duration.ofDays(2)).record("two")).isEmpty();
    runs.tamper("UPDATE trail SET body = body || ' ' WHERE seq = 1");
    runs.later(Duration.ofDays(40)).configured("audit: {keep: 30d}\n");

    assertThat(runs.record("three"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.code()).isEqualTo(Problem.Code.TRAIL_NOT_PRUNED);
              assertThat(it.message())
                  .startsWith("nothing was pruned from the audit trail")
                  .contains("record 1 was edited");
            });
    assertThat(runs.later(Duration.ofHours(1)).follow("four")).as("once a day").isEmpty();
    runs.tamper("UPDATE trail SET body = substr(body, 1, length(body) - 1) WHERE seq = 1");
    assertThat(runs.records()).as("all is there").hasSize(5);
  }
}

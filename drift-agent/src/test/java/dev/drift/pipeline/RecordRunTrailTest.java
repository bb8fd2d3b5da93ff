package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.act.message.EventReceiver;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.net.http.StandIn;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.store.Database;
import dev.drift.store.TrailTable;
import dev.drift.trail.TrailRecord;
import dev.drift.trail.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs that only look leave on the audit trail, and where its head is sent.
class RecordRunTrailTest {
  @TempDir Path folder;

  private final Agent agent =
      new Agent(
          Map.of("WEBHOOK_SECRET", EventReceiver.SECRET),
          false,
          Agent.ofProcess().clock(),
          () -> UUID.randomUUID().toString(),
          Agent.ofProcess().renderer());

  private StoreRequest store() {
    return new StoreRequest(
        Optional.of(folder.resolve("drift.db").toString()), Optional.empty(), Optional.empty());
  }

  private CheckRequest check(Optional<Path> config) {
    CheckRequest check = CheckRequestBuilder.ofSnapshot(folder, folder.resolve("none")).build();
    return new CheckRequest(
            check.desired(),
            check.live(),
            config,
            check.namespaces(),
            check.mask(),
            check.policies(),
            check.observers())
        .with(store());
  }

  private List<Problem> record(Report report) {
    return new RecordRun(agent, Progress.NONE)
        .run(store(), check(Optional.empty()), report, Optional.empty());
  }

  private List<TrailRecord> records() {
    try (Database database = StoreAccess.of(store(), Map.of()).orElseThrow().openExisting()) {
      StoredTrails trails = new StoredTrails(new TrailTable(database));
      List<TrailRecord> records = new ArrayList<>();
      Verifier verifier = new Verifier(trails.targets().getFirst());
      trails.read(
          trails.targets().getFirst(),
          1,
          Set.of(),
          record -> {
            records.add(record);
            verifier.accept(record);
          });
      assertThat(verifier.result().flaws()).isEmpty();
      return records;
    }
  }

  private static Report run(String id, Report report) {
    return new Report(
        new Report.Run(
            id, report.run().startedAt(), report.run().finishedAt(), report.run().version()),
        report.sources(),
        report.cluster(),
        report.coverage(),
        report.resources(),
        report.findings(),
        report.explained(),
        report.ignored(),
        report.ownedElsewhere(),
        report.outOfScope(),
        report.skipped(),
        report.problems());
  }

  @Test
  void findingsBeginAndEndWithHostileTextsAsTheyAre() {
    List<Finding> hostile = new ArrayList<>();
    for (String text : Announced.HOSTILE) {
      hostile.add(
          Announced.finding("worker-" + hostile.size(), "spec.replicas", text + "\ud800", text));
    }
    assertThat(record(run("one", Announced.report(hostile)))).isEmpty();
    assertThat(record(run("two", Announced.report(hostile)))).isEmpty();
    assertThat(
            record(
                run(
                    "three",
                    Announced.report(
                        hostile.subList(0, 1),
                        hostile.stream()
                            .map(it -> it.resource().id().name())
                            .toArray(String[]::new)))))
        .isEmpty();

    List<Value.Obj> runs = records().stream().map(TrailRecord::content).toList();
    int all = Announced.HOSTILE.size();
    assertThat(runs)
        .extracting(it -> it.objects("opened").size() + " " + it.objects("ended").size())
        .containsExactly(all + " 0", "0 0", "0 " + (all - 1));
    assertThat(runs.getFirst().objects("opened"))
        .extracting(it -> it.text("message").orElseThrow())
        .containsExactlyInAnyOrderElementsOf(Announced.HOSTILE);
  }

  @Test
  void aRunThatReachedNoClusterIsOnTheTrailOfItsSources() {
    Report report = Announced.report(List.of());
    assertThat(record(report)).isEmpty();
    Report failed =
        Report.of(
                new Report.Run("failed", report.run().startedAt(), report.run().finishedAt(), "1"),
                Reports.nothing(""))
            .sources(report.sources())
            .problems(List.of(Problem.of(Problem.Code.CLUSTER_UNREACHABLE, "nobody answers")))
            .build();

    assertThat(record(failed)).isEmpty();

    assertThat(records().getLast().content().text("result")).contains("failed");
    assertThat(records().getLast().content().objects("problems").getFirst().text("message"))
        .contains("nobody answers");
  }

  @Test
  void theHeadIsSentAfterEachRun() throws IOException {
    try (EventReceiver receiver = new EventReceiver()) {
      CheckRequest check = check(Optional.of(config(receiver)));
      RecordRun recorder = new RecordRun(agent, Progress.NONE);

      assertThat(recorder.run(store(), check, Announced.report(List.of()), Optional.empty()))
          .isEmpty();

      List<TrailRecord> records = records();
      assertThat(records).extracting(TrailRecord::type).containsExactly("run", "head");
      Value.Obj event = receiver.events().getFirst();
      assertThat(event.text("type")).contains("dev.drift.audit.head.v1");
      assertThat(event.object("data").text("hash")).contains(records.getFirst().hash());
      assertThat(event.object("data").text("target")).contains(records.getFirst().target());
      assertThat(event.object("data").number("seq").orElseThrow().intValueExact()).isEqualTo(1);
      assertThat(records.get(1).content().text("hash")).contains(records.getFirst().hash());
      assertThat(records.get(1).content().get("arrived")).contains(Value.of(true));

      receiver.fail(new StandIn.Fault.Answer(400, Map.of(), ""));
      assertThat(
              recorder.run(
                  store(), check, run("two", Announced.report(List.of())), Optional.empty()))
          .extracting(Problem::message)
          .containsExactly(
              "Channel auditors: the head of the audit trail did not arrive: it returned HTTP 400.");
      assertThat(records().getLast().content().get("arrived")).contains(Value.of(false));
    }
  }

  private Path config(EventReceiver receiver) throws IOException {
    return Files.writeString(
        folder.resolve("drift.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Config
        sources: [{repo: .}]
        channels:
          - name: auditors
            type: webhook
            url: %s
            secret: {env: WEBHOOK_SECRET}
        audit:
          head: {channel: auditors}
        """
            .formatted(receiver.url()));
  }
}

package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.act.message.EventReceiver;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Runs that are recorded in a store in a folder, at times that a test chooses.
public final class RecordedRuns {
  private final Path folder;
  private final RecordRun recorder;
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private Optional<Path> config = Optional.empty();

  private RecordedRuns(Path folder) {
    this.folder = folder;
    Map<String, String> environment = new HashMap<>();
    environment.put("WEBHOOK_SECRET", EventReceiver.SECRET);
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin"));
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    this.recorder =
        new RecordRun(
            new Agent(
                environment,
                false,
                () -> now,
                () -> UUID.randomUUID().toString(),
                Agent.ofProcess().renderer()),
            Progress.NONE);
  }

  public static RecordedRuns in(Path folder) {
    return new RecordedRuns(folder);
  }

  /// @param keys of the agent's `drift.yaml`, besides its source
  public RecordedRuns configured(String keys) throws IOException {
    config =
        Optional.of(
            Files.writeString(
                folder.resolve("drift.yaml"),
                "apiVersion: drift.dev/v1\nkind: Config\nsources: [{repo: .}]\n" + keys));
    return this;
  }

  public RecordedRuns later(Duration time) {
    now = now.plus(time);
    return this;
  }

  public StoreRequest store() {
    return new StoreRequest(
        Optional.of(folder.resolve("drift.db").toString()), Optional.empty(), Optional.empty());
  }

  public CheckRequest check() {
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

  public List<Problem> record(Report report) {
    return recorder.run(store(), check(), report, Optional.empty());
  }

  /// Of a run that found nothing.
  public List<Problem> record(String run) {
    return record(named(run, Announced.report(List.of())));
  }

  /// As the daemon does.
  public List<Problem> follow(String run) {
    return recorder.followed(
        check(), named(run, Announced.report(List.of())), List.of(), List.of());
  }

  public static Report named(String id, Report report) {
    return new Report(
        new Report.Run(
            id, report.run().startedAt(), report.run().finishedAt(), report.run().version()),
        report.sides(),
        report.sources(),
        report.cluster(),
        report.coverage(),
        report.resources(),
        report.findings(),
        report.accepted(),
        report.explained(),
        report.ignored(),
        report.ownedElsewhere(),
        report.outOfScope(),
        report.skipped(),
        report.problems());
  }

  /// What is on the trail, which must be intact.
  public List<TrailRecord> records() {
    try (Database database = open()) {
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

  public void tamper(String sql) {
    try (Database database = open()) {
      database.<Integer>write(handle -> handle.execute(sql));
    }
  }

  private Database open() {
    return StoreAccess.of(store(), Map.of()).orElseThrow().openExisting();
  }
}

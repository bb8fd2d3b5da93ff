package dev.drift.store;

import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.finding.group.Seen;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Records runs: each in one transaction, and once, however often it is recorded.
public final class RunStore {
  private final Database database;

  public RunStore(Database database) {
    this.database = database;
  }

  /// A finding of the target that the run did not see ends if the run looked where it was;
  /// otherwise it stays open, and is known as not seen since. What is over longer than the
  /// retention is deleted.
  ///
  /// @throws dev.drift.model.DriftException if the store failed; nothing is recorded then
  public Recorded record(RunRecord run, Retention retention) {
    return database.write(handle -> new Recording(handle, run).record(retention));
  }

  /// A run that ended before a cluster was known: it is of the only target with these sources.
  ///
  /// @param sources their names, see [Target#name]
  /// @return empty if no target has them, or several have
  /// @throws dev.drift.model.DriftException if the store failed
  public Optional<Recorded> recordFailed(Report report, List<String> sources, Retention retention) {
    return only(sources)
        .map(
            it ->
                record(
                    new RunRecord(it, report, Set.of(), Set.of(), List.of(), List.of()),
                    retention));
  }

  /// The only target with these sources.
  ///
  /// @return empty if no target has them, or several have
  public Optional<Target> only(List<String> sources) {
    List<Target> targets =
        database.read(Targets::all).stream()
            .filter(it -> it.sources().equals(sources.stream().sorted().toList()))
            .toList();
    return targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty();
  }

  /// Of one run.
  private static final class Recording {
    private final Handle handle;
    private final RunRecord run;
    private final Report report;
    private final String target;
    private final Instant startedAt;
    private final Instant finishedAt;

    Recording(Handle handle, RunRecord run) {
      this.handle = handle;
      this.run = run;
      this.report = run.report();
      this.target = run.target().id();
      this.startedAt = report.run().startedAt();
      this.finishedAt = report.run().finishedAt();
    }

    Recorded record(Retention retention) {
      // The row of the target is locked from now on: runs of it are recorded one after the other.
      Targets.save(handle, run.target(), startedAt, finishedAt);
      if (isKnown()) {
        return new Recorded(0, 0, true);
      }
      boolean overtaken = isOvertaken();
      insertRun();
      Findings.Change change =
          overtaken || report.cluster().isEmpty()
              ? missed(overtaken)
              : new Findings(handle, run).update();
      insertSources();
      insertGaps();
      insertActs(change.rows());
      handle
          .createUpdate("UPDATE runs SET opened = :opened, ended = :ended WHERE id = :run")
          .bind("opened", change.opened())
          .bind("ended", change.ended())
          .bind("run", report.run().id())
          .execute();
      if (!overtaken) {
        inSync();
      }
      new Pruning(handle, target).prune(retention, finishedAt);
      return new Recorded(change.opened(), change.ended(), false);
    }

    /// Nothing is known of any finding.
    private Findings.Change missed(boolean overtaken) {
      if (!overtaken) {
        new Findings(handle, run).unseen();
      }
      return new Findings.Change(0, 0, Map.of());
    }

    private boolean isKnown() {
      return handle
          .createQuery("SELECT 1 FROM runs WHERE id = :run")
          .bind("run", report.run().id())
          .mapTo(Integer.class)
          .findOne()
          .isPresent();
    }

    /// Whether a run that began while this one was under way is recorded: it saw what is newer.
    private boolean isOvertaken() {
      return handle
          .createQuery(
              "SELECT 1 FROM runs WHERE target = :target AND failed = 0 AND started_at > :started"
                  + " AND started_at <= :finished LIMIT 1")
          .bind("target", target)
          .bind("started", startedAt.toEpochMilli())
          .bind("finished", finishedAt.toEpochMilli())
          .mapTo(Integer.class)
          .findOne()
          .isPresent();
    }

    private void insertRun() {
      Seen seen = Seen.of(report, true, run.blindRules());
      Map<String, Object> row = new HashMap<>();
      row.put("id", report.run().id());
      row.put("target", target);
      row.put("started_at", startedAt.toEpochMilli());
      row.put("finished_at", finishedAt.toEpochMilli());
      row.put("version", report.run().version());
      row.put("namespaces", run.namespaces().stream().sorted().collect(Collectors.joining(" ")));
      row.put("complete", seen.complete() ? 1 : 0);
      row.put("failed", hasFailed() ? 1 : 0);
      for (Verdict verdict : Verdict.values()) {
        row.put(StoredRun.column(verdict), report.count(verdict));
      }
      row.put("drift_findings", report.drift().size());
      row.put("posture_findings", report.posture().size());
      row.put("opened", 0);
      row.put("ended", 0);
      row.put("acts", run.acts().size());
      long read = report.coverage().entries().stream().filter(Coverage.Entry::known).count();
      row.put("entries_read", read);
      row.put("entries_not_read", report.coverage().entries().size() - read);
      List<String> columns = row.keySet().stream().sorted().toList();
      handle
          .createUpdate(
              "INSERT INTO runs (%s) VALUES (%s)"
                  .formatted(
                      String.join(", ", columns),
                      columns.stream().map(it -> ":" + it).collect(Collectors.joining(", "))))
          .bindMap(row)
          .execute();
    }

    private boolean hasFailed() {
      return report.cluster().isEmpty() || report.hasFailed();
    }

    private void insertSources() {
      PreparedBatch batch =
          handle.prepareBatch(
              "INSERT INTO run_sources (run, ordinal, repo, paths, revision, commit_id)"
                  + " VALUES (:run, :ordinal, :repo, :paths, :revision, :commit)");
      for (int i = 0; i < report.sources().size(); i++) {
        var source = report.sources().get(i);
        batch
            .bind("run", report.run().id())
            .bind("ordinal", i)
            .bind("repo", Texts.storable(source.repo()))
            .bind("paths", Texts.storable(String.join(",", source.paths())))
            .bind("revision", source.revision().orElse(""))
            .bind("commit", source.commit().orElse(""))
            .add();
      }
      execute(batch);
    }

    private void insertGaps() {
      PreparedBatch batch =
          handle.prepareBatch(
              "INSERT INTO run_gaps (run, ordinal, what, status, needs, objects, reason)"
                  + " VALUES (:run, :ordinal, :what, :status, :needs, :objects, :reason)");
      int ordinal = 0;
      for (StoredRun.Gap gap : gaps()) {
        batch
            .bind("run", report.run().id())
            .bind("ordinal", ordinal++)
            .bind("what", Texts.storable(gap.what()))
            .bind("status", gap.status())
            .bind("needs", String.join(" ", gap.needs()))
            .bind("objects", gap.objects())
            .bind("reason", Texts.storable(gap.reason()))
            .add();
      }
      execute(batch);
    }

    /// What could not be read, and every problem that makes a run fail or incomplete.
    private List<StoredRun.Gap> gaps() {
      List<StoredRun.Gap> gaps = new ArrayList<>();
      report.coverage().entries().stream()
          .filter(entry -> !entry.known() && !entry.needs().isEmpty())
          .map(StoredRun.Gap::of)
          .forEach(gaps::add);
      report.problems().stream()
          .filter(it -> it.code().type() != Problem.Type.NOTE)
          .map(StoredRun.Gap::of)
          .forEach(gaps::add);
      return gaps;
    }

    /// @param rows of the findings that are or were open, by their fingerprints
    private void insertActs(Map<String, String> rows) {
      PreparedBatch acts =
          handle.prepareBatch(
              "INSERT INTO acts (run, ordinal, target, done_at, action, api_version, kind,"
                  + " namespace, name, outcome, sentence) VALUES (:run, :ordinal, :target, :at,"
                  + " :action, :apiVersion, :kind, :namespace, :name, :outcome, :sentence)");
      PreparedBatch links =
          handle.prepareBatch(
              "INSERT INTO act_findings (run, ordinal, finding) VALUES (:run, :ordinal, :finding)");
      for (int i = 0; i < run.acts().size(); i++) {
        RunRecord.DoneAct act = run.acts().get(i);
        acts.bind("run", report.run().id())
            .bind("ordinal", i)
            .bind("target", target)
            .bind("at", finishedAt.toEpochMilli())
            .bind("action", act.action())
            .bind("apiVersion", act.resource().apiVersion())
            .bind("kind", act.resource().id().kind())
            .bind("namespace", act.resource().id().namespace())
            .bind("name", act.resource().id().name())
            .bind("outcome", act.outcome())
            .bind("sentence", Texts.storable(act.sentence()))
            .add();
        Set<String> linked = new HashSet<>();
        for (String fingerprint : act.fingerprints().stream().sorted().toList()) {
          String row = rows.get(fingerprint);
          if (row != null && linked.add(row)) {
            links.bind("run", report.run().id()).bind("ordinal", i).bind("finding", row).add();
          }
        }
      }
      execute(acts);
      execute(links);
    }

    /// Since when the target is in sync: known only from runs about everything.
    private void inSync() {
      if (!report.drift().isEmpty()) {
        Targets.inSyncSince(handle, target, Optional.empty());
      } else if (run.namespaces().isEmpty() && Seen.of(report, true, run.blindRules()).complete()) {
        Targets.keepInSyncSince(handle, target, startedAt);
      }
    }

    private static void execute(PreparedBatch batch) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }
}

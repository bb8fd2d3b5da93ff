package dev.drift.pipeline;

import dev.drift.config.Config;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.git.repository.RepoUrl;
import dev.drift.judge.Rules;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.store.Database;
import dev.drift.store.RunRecord;
import dev.drift.store.RunStore;
import dev.drift.store.Target;
import dev.drift.trail.RecordType;
import dev.drift.trail.Trail;
import dev.drift.world.Reads.Fact;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Records a run in the store that flags or the configuration name.
public final class RecordRun {
  private final Agent agent;
  private final Progress progress;
  private final SendHead heads;
  private final PruneTrail pruning;

  public RecordRun(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
    this.heads = new SendHead(agent, progress);
    this.pruning = new PruneTrail(agent);
  }

  /// @param acts what the run did; empty if it only looked
  /// @return what went wrong; empty if it was recorded, or no store is named
  public List<Problem> run(
      StoreRequest store, CheckRequest check, Report report, Optional<ActReport> acts) {
    return recorded(
        store,
        access -> {
          try (Database database = access.open()) {
            RunStore runs = new RunStore(database);
            Optional<TargetTrail> trail =
                report
                    .cluster()
                    .map(it -> Target.of(it, report.sources()))
                    .or(() -> runs.only(names(check, report)))
                    .map(
                        it -> new TargetTrail(database, it.id(), report.run().id(), agent.clock()));
            // A run that acts writes its end on the trail by itself.
            if (acts.isEmpty()) {
              trail.ifPresent(it -> end(it, check, report, List.of()));
            }
            if (report.cluster().isEmpty()) {
              var _ = runs.recordFailed(report, names(check, report), access.retention());
            } else {
              var _ =
                  runs.record(
                      record(
                          check,
                          report,
                          acts.map(RecordRun::undone).orElse(List.of()),
                          acts.map(RecordRun::done).orElse(List.of())),
                      access.retention());
            }
            return trail.map(it -> settle(check, it)).orElse(List.of());
          }
        });
  }

  /// Records what a daemon has seen and done since it last recorded.
  ///
  /// @param undone findings that came and went meanwhile
  /// @return what went wrong; empty if it was recorded, or no store is named
  public List<Problem> followed(
      CheckRequest check, Report report, List<Finding> undone, List<ActDone> done) {
    return check
        .store()
        .map(
            store ->
                recorded(
                    store,
                    access -> {
                      try (Database database = access.open()) {
                        Target target = Target.of(report.cluster().orElseThrow(), report.sources());
                        TargetTrail trail =
                            new TargetTrail(
                                database, target.id(), report.run().id(), agent.clock());
                        end(trail, check, report, undone);
                        var _ =
                            new RunStore(database)
                                .record(
                                    record(
                                        check,
                                        report,
                                        undone,
                                        done.stream()
                                            .map(it -> done(it.act(), it.outcome()))
                                            .toList()),
                                    access.retention());
                        return settle(check, trail);
                      }
                    }))
        .orElse(List.of());
  }

  /// What became of writes that were to be recorded.
  ///
  /// @param count how many of them, from the first on, are recorded
  /// @param problems why the others are not
  public record Written(int count, List<Problem> problems) {
    public Written {
      problems = List.copyOf(problems);
    }
  }

  /// Records on the audit trail what others than deployers wrote.
  ///
  /// @param report of the target
  public Written written(CheckRequest check, Report report, List<OthersWrite> writes) {
    int[] count = {0};
    List<Problem> problems =
        check
            .store()
            .map(
                store ->
                    recorded(
                        store,
                        access -> {
                          try (Database database = access.open()) {
                            Target target =
                                Target.of(report.cluster().orElseThrow(), report.sources());
                            Trail trail =
                                new TargetTrail(
                                        database, target.id(), report.run().id(), agent.clock())
                                    .trail();
                            for (OthersWrite write : writes) {
                              var _ = trail.append(RecordType.REQUEST, write.body());
                              count[0]++;
                            }
                            return List.of();
                          }
                        }))
            .orElse(List.of());
    return new Written(problems.isEmpty() ? writes.size() : count[0], problems);
  }

  /// What is due when a run is on the trail.
  private List<Problem> settle(CheckRequest check, TargetTrail trail) {
    List<Problem> problems = new ArrayList<>(pruning.run(check, trail.trail()));
    problems.addAll(heads.run(check, trail.trail()));
    return problems;
  }

  private static void end(
      TargetTrail trail, CheckRequest check, Report report, List<Finding> undone) {
    if (report.cluster().isPresent() || !trail.hasFailedWith(report)) {
      trail.end(report, check.namespaces(), blind(check, report.coverage()), undone);
    }
  }

  /// Records that a check ended without a report.
  ///
  /// @param reasons why
  /// @return what went wrong; nothing if the configuration is what is wrong
  public List<Problem> failed(StoreRequest store, CheckRequest check, List<Problem> reasons) {
    if (reasons.stream()
        .anyMatch(
            it -> it.code() == Problem.Code.INVALID_CONFIG || it.code() == Problem.Code.USAGE)) {
      return List.of();
    }
    var now = agent.clock().instant();
    Report.Run run = new Report.Run(agent.ids().get(), now, now, BuildInfo.get().version());
    return run(
        store,
        check,
        Report.of(run, Reports.nothing("")).problems(reasons).build(),
        Optional.empty());
  }

  private List<Problem> recorded(StoreRequest store, Function<StoreAccess, List<Problem>> use) {
    try {
      return StoreAccess.of(store, agent.environment())
          .map(access -> progress.during("Recording in " + access.url(), () -> use.apply(access)))
          .orElse(List.of());
    } catch (DriftException e) {
      return e.problems().stream()
          .map(
              it ->
                  Problem.of(
                      Problem.Code.STORE_FAILED, "The run was not recorded: " + it.message()))
          .toList();
    }
  }

  private static RunRecord record(
      CheckRequest check, Report report, List<Finding> undone, List<RunRecord.DoneAct> done) {
    return new RunRecord(
        Target.of(report.cluster().orElseThrow(), report.sources()),
        report,
        Set.copyOf(check.namespaces()),
        blind(check, report.coverage()),
        undone,
        done);
  }

  /// Rules that lacked what the run was not given, or what an observer could not see.
  static Set<String> blind(CheckRequest check, Coverage coverage) {
    Set<Fact> missing = EnumSet.noneOf(Fact.class);
    if (check.observers().record().isEmpty() && check.store().isEmpty()) {
      missing.add(Fact.FIGHTS);
    }
    boolean scanned = false;
    for (Coverage.Entry entry : coverage.entries()) {
      if (entry.subject() instanceof Coverage.Subject.Observer(String name)) {
        scanned |= name.equals(ScanObserver.NAME) && entry.known();
        if (name.startsWith(BranchObserver.NAME) && !entry.known()) {
          missing.add(Fact.BRANCHES);
        }
      }
    }
    if (!scanned) {
      missing.add(Fact.IMAGE_SCANS);
    }
    return Rules.ALL.stream()
        .filter(rule -> rule.reads().facts().stream().anyMatch(missing::contains))
        .map(rule -> rule.info().code())
        .collect(Collectors.toSet());
  }

  /// The findings that were there before the run acted.
  private static List<Finding> undone(ActReport acts) {
    List<Finding> findings = new ArrayList<>();
    acts.plan().acts().stream()
        .filter(act -> acts.outcome(act).isPresent())
        .forEach(act -> act.causes().forEach(cause -> findings.add(cause.finding())));
    return findings;
  }

  private static List<RunRecord.DoneAct> done(ActReport acts) {
    List<RunRecord.DoneAct> done = new ArrayList<>();
    for (PlanView.ActView act : acts.plan().acts()) {
      acts.outcome(act).ifPresent(outcome -> done.add(done(act, outcome)));
    }
    return done;
  }

  private static RunRecord.DoneAct done(PlanView.ActView act, Outcome outcome) {
    return new RunRecord.DoneAct(
        act.verb().name().toLowerCase(Locale.ROOT),
        act.resource(),
        outcome.kind().label(),
        outcome.sentence(),
        act.causes().stream()
            .map(cause -> cause.finding().fingerprint())
            .collect(Collectors.toCollection(HashSet::new)));
  }

  /// Of the sources of the run, as far as they are known.
  private static List<String> names(CheckRequest check, Report report) {
    if (!report.sources().isEmpty()) {
      return report.sources().stream().map(Source::identity).toList();
    }
    List<GitRequest> sources;
    try {
      sources = Desired.sources(check, check.config().map(ConfigFiles::read).orElse(Config.EMPTY));
    } catch (DriftException _) {
      return List.of(); // it is what failed
    }
    return sources.stream()
        .map(
            it ->
                new Source(
                        RepoUrl.shown(it.repo()),
                        it.revision(),
                        Optional.empty(),
                        it.paths(),
                        "",
                        List.of())
                    .identity())
        .toList();
  }
}

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
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.PlanView;
import dev.drift.store.Database;
import dev.drift.store.RunRecord;
import dev.drift.store.RunStore;
import dev.drift.store.Target;
import dev.drift.world.Reads.Fact;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Records a run in the store that flags or the configuration name.
public final class RecordRun {
  private final Agent agent;
  private final Progress progress;

  public RecordRun(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
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
            if (report.cluster().isEmpty()) {
              var _ = runs.recordFailed(report, names(check, report), access.retention());
            } else {
              var _ = runs.record(record(check, report, acts), access.retention());
            }
          }
        });
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

  private List<Problem> recorded(StoreRequest store, Consumer<StoreAccess> use) {
    try {
      StoreAccess.of(store, agent.environment())
          .ifPresent(
              access ->
                  progress.during(
                      "Recording in " + access.url(),
                      () -> {
                        use.accept(access);
                        return "";
                      }));
      return List.of();
    } catch (DriftException e) {
      return e.problems().stream()
          .map(
              it ->
                  Problem.of(
                      Problem.Code.STORE_FAILED, "The run was not recorded: " + it.message()))
          .toList();
    }
  }

  private static RunRecord record(CheckRequest check, Report report, Optional<ActReport> acts) {
    return new RunRecord(
        Target.of(report.cluster().orElseThrow(), report.sources()),
        report,
        Set.copyOf(check.namespaces()),
        blind(check, report.coverage()),
        acts.map(RecordRun::undone).orElse(List.of()),
        acts.map(RecordRun::done).orElse(List.of()));
  }

  /// Rules that lacked what the run was not given, or what an observer could not see.
  static Set<String> blind(CheckRequest check, Coverage coverage) {
    Set<Fact> missing = EnumSet.noneOf(Fact.class);
    if (check.observers().record().isEmpty()) {
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
      acts.outcome(act)
          .ifPresent(
              outcome ->
                  done.add(
                      new RunRecord.DoneAct(
                          act.verb().name().toLowerCase(Locale.ROOT),
                          act.resource(),
                          outcome.kind().label(),
                          outcome.sentence(),
                          act.causes().stream()
                              .map(cause -> cause.finding().fingerprint())
                              .collect(Collectors.toCollection(HashSet::new)))));
    }
    return done;
  }

  /// Of the sources of the run, as far as they are known.
  private static List<String> names(CheckRequest check, Report report) {
    if (!report.sources().isEmpty()) {
      return report.sources().stream().map(Target::name).toList();
    }
    List<GitRequest> sources = new ArrayList<>(check.desired().sources());
    try {
      check
          .config()
          .map(ConfigFiles::read)
          .orElse(Config.EMPTY)
          .sources()
          .forEach(it -> sources.add(GitRequest.of(it)));
    } catch (DriftException _) {
      return List.of(); // it is what failed
    }
    return sources.stream()
        .map(
            it ->
                Target.name(
                    new Source(
                        RepoUrl.shown(it.repo()),
                        it.revision(),
                        Optional.empty(),
                        it.paths(),
                        "",
                        List.of())))
        .toList();
  }
}

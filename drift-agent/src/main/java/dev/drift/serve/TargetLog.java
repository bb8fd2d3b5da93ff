package dev.drift.serve;

import dev.drift.finding.Attribution;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.ActDone;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.OthersWrite;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.report.view.AttributionText;
import dev.drift.report.view.Safe;
import dev.drift.serve.log.DaemonLog;
import dev.drift.serve.log.LogEntry;
import dev.drift.serve.log.LogEntry.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes what happens to a target, a line each: what came, what went, and what cannot be seen.
final class TargetLog implements TargetListener {
  private final DaemonLog out;
  private final Map<String, Instant> since = new HashMap<>();
  private final Map<String, String> leftAlone = new HashMap<>();
  private Map<String, Instant> stale = Map.of();
  private String lastSummary = "";
  private String lastFailure = "";
  private String lastGit = "";

  /// @param out takes what happens to this target
  TargetLog(DaemonLog out) {
    this.out = out;
  }

  @Override
  public synchronized void checked(Current current, Duration time) {
    Report report = current.report();
    String summary = summary(report);
    boolean first = lastSummary.isEmpty();
    if (first || !lastFailure.isEmpty() || !summary.equals(lastSummary)) {
      out.write(
          entry(
                  report.coverage().complete(Set.of(Coverage.Need.DRIFT)) ? Level.INFO : Level.WARN,
                  "%s, checked in %.1f s".formatted(summary, time.toMillis() / 1000.0))
              .inRun(report.run().id()));
    }
    lastSummary = summary;
    lastFailure = "";
    changes(current);
  }

  @Override
  public synchronized void current(Current current) {
    changes(current);
  }

  private void changes(Current current) {
    current.written().forEach(it -> written(it, current));
    current.opened().forEach(it -> opened(it, current));
    current.named().forEach(it -> named(it, current));
    current.done().forEach(it -> done(it, current));
    current.left().forEach(it -> left(it, current));
    current.ended().forEach(it -> ended(it, current));
    Map<String, Instant> now = new TreeMap<>(current.stale());
    now.forEach(
        (kind, from) -> {
          if (!stale.containsKey(kind)) {
            warn("cannot see %s since %s: its watch broke off".formatted(kind, from));
          }
        });
    stale.keySet().stream()
        .filter(kind -> !now.containsKey(kind))
        .forEach(kind -> info("sees %s again".formatted(kind)));
    stale = now;
  }

  private void opened(Finding finding, Current current) {
    since.put(finding.fingerprint(), current.at());
    found(
        finding,
        current,
        "%s %s %s %s: %s%s"
            .formatted(
                finding instanceof Finding.Drift ? "drift" : "posture",
                finding.severity().name().toLowerCase(Locale.ROOT),
                finding.rule(),
                finding.resource().id(),
                finding.message(),
                by(finding)));
  }

  /// Also of what was undone before anybody looked.
  private void written(OthersWrite write, Current current) {
    out.write(
        entry(
                Level.INFO,
                "write by %s%s: %s%s"
                    .formatted(
                        write.user().isEmpty() ? "somebody" : write.user(),
                        write.actingAs().isEmpty() ? "" : " as " + write.actingAs(),
                        write.what(),
                        write.tool().isEmpty() ? "" : " with " + write.tool()))
            .inRun(current.run())
            .about(write.resource().id()));
  }

  private void named(Finding finding, Current current) {
    if (finding instanceof Finding.Drift drift) {
      found(
          drift,
          current,
          "author of %s %s: %s"
              .formatted(
                  drift.rule(),
                  place(drift),
                  AttributionText.of(drift.attribution(), Optional.empty())));
    }
  }

  private static String place(Finding finding) {
    return finding.resource().id()
        + (finding.path().elements().isEmpty() ? "" : " " + finding.path());
  }

  private static String by(Finding finding) {
    if (!(finding instanceof Finding.Drift drift)) {
      return "";
    }
    Attribution by = drift.attribution();
    String who = by.request().map(it -> it.user()).orElse(by.manager());
    return who.isEmpty() ? "" : " (%s)".formatted(who);
  }

  private void done(ActDone done, Current current) {
    Level level =
        switch (done.outcome().kind()) {
          case DONE, ALREADY_DONE -> Level.INFO;
          default -> Level.WARN;
        };
    out.write(
        entry(level, done(done.act(), done.outcome()))
            .inRun(current.run())
            .about(done.act().resource().id()));
  }

  static String done(PlanView.ActView act, Outcome outcome) {
    return "%s %s: %s, %s"
        .formatted(
            act.verb().name().toLowerCase(Locale.ROOT),
            act.resource().id(),
            outcome.kind().label(),
            outcome.sentence());
  }

  /// Once, as long as the reason stays the same.
  private void left(PlanView.LeftView left, Current current) {
    Finding finding = left.cause().finding();
    if (!left.sentence().equals(leftAlone.put(finding.fingerprint(), left.sentence()))) {
      found(
          finding,
          current,
          "left alone %s %s: %s"
              .formatted(finding.rule(), finding.resource().id(), left.sentence()));
    }
  }

  private void ended(Finding finding, Current current) {
    Instant from = since.remove(finding.fingerprint());
    leftAlone.remove(finding.fingerprint());
    found(
        finding,
        current,
        "ended %s: %s%s"
            .formatted(
                finding.rule(),
                place(finding),
                from == null ? "" : shown(Duration.between(from, current.at()))));
  }

  private static String shown(Duration duration) {
    if (duration.isZero()) {
      return ", at once";
    }
    if (duration.isNegative()) {
      return "; how long it lasted is not known, because the clock was set back meanwhile";
    }
    return duration.compareTo(Duration.ofMinutes(2)) < 0
        ? ", after %.1f s".formatted(duration.toMillis() / 1000.0)
        : ", after %d min".formatted(duration.toMinutes());
  }

  static String summary(Report report) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    report.resources().forEach(it -> counts.merge(it.verdict(), 1, Integer::sum));
    boolean complete = report.coverage().complete(Set.of(Coverage.Need.DRIFT));
    String verdicts =
        counts.entrySet().stream()
            .map(
                it ->
                    "%d %s"
                        .formatted(
                            it.getValue(),
                            it.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
            .collect(Collectors.joining(", "));
    String commits =
        report.sources().stream().map(TargetLog::named).collect(Collectors.joining(", "));
    return "%s compared with %s: %s%s"
        .formatted(
            report.cluster().map(it -> it.server()).orElse("the cluster"),
            commits,
            verdicts.isEmpty() ? "nothing to compare" : verdicts,
            complete ? "" : "; not everything could be read");
  }

  private static String named(Source source) {
    return source.repo() + source.commit().map(it -> "@" + it.substring(0, 12)).orElse("");
  }

  @Override
  public synchronized void fetched(GitState git, Duration time) {
    String failure =
        git.failure()
            .map(
                it ->
                    "Git or a policy cannot be read since %s: %s"
                        .formatted(it.since(), sentences(it.problems())))
            .orElse("");
    if (!failure.equals(lastGit)) {
      if (failure.isEmpty()) {
        info("Git and the policies can be read again");
      } else {
        warn(failure);
      }
    }
    lastGit = failure;
  }

  @Override
  public synchronized void failed(Instant at, List<Problem> problems) {
    String failure = sentences(problems);
    if (!failure.equals(lastFailure)) {
      warn("failed, and tried again soon: " + failure);
    }
    lastFailure = failure;
  }

  private static String sentences(List<Problem> problems) {
    return problems.stream().map(Problem::message).collect(Collectors.joining("; "));
  }

  @Override
  public void beat(Instant at) {
    // Nothing to write.
  }

  private void found(Finding finding, Current current, String text) {
    out.write(
        entry(Level.INFO, text)
            .inRun(current.run())
            .about(finding.resource().id())
            .by(finding.rule()));
  }

  private void info(String text) {
    out.write(entry(Level.INFO, text));
  }

  private void warn(String text) {
    out.write(entry(Level.WARN, text));
  }

  private static LogEntry entry(Level level, String text) {
    return LogEntry.of(level, Safe.line(text));
  }
}

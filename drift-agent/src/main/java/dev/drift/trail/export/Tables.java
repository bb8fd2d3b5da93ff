package dev.drift.trail.export;

import dev.drift.model.value.Value;
import dev.drift.trail.RecordTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The tables of an export and their columns; `docs/audit.md` describes them.
final class Tables {
  static final String RUNS = "runs";
  static final String FINDINGS = "findings";

  private static final Column TARGET = Column.text("target", "Target");
  private static final Column SEQ = Column.number("seq", "Record");

  private Tables() {}

  static Table findings(List<Episode> episodes) {
    return new Table(
        FINDINGS,
        "Findings",
        List.of(
            TARGET,
            Column.text("fingerprint", "Fingerprint"),
            Column.text("kind", "Kind"),
            Column.text("severity", "Severity"),
            Column.text("rule", "Rule"),
            Column.text("category", "Category"),
            Column.text("resource", "Resource"),
            Column.text("path", "Path"),
            Column.text("desired", "In Git"),
            Column.text("live", "In the cluster"),
            Column.text("message", "Message"),
            Column.text("origin", "Place in Git"),
            Column.text("commits", "Commits"),
            Column.text("who", "Who"),
            Column.text("tool", "Tool"),
            Column.text("certainty", "Certainty"),
            Column.time("onset", "Changed"),
            Column.time("firstSeen", "First seen"),
            Column.number("secondsToDetect", "Seconds to detect"),
            Column.time("ended", "Ended"),
            Column.number("secondsToRepair", "Seconds to repair"),
            Column.text("act", "Act"),
            Column.text("outcome", "Outcome of the act"),
            Column.text("firstRun", "First run"),
            Column.text("endedRun", "Run that saw the end")),
        episodes.stream().map(Tables::row).toList());
  }

  private static List<String> row(Episode episode) {
    Value.Obj finding = episode.finding();
    Value.Obj by = finding.object("by");
    return List.of(
        episode.target(),
        episode.fingerprint(),
        finding.text("kind").orElse(""),
        finding.text("severity").orElse(""),
        finding.text("rule").orElse(""),
        finding.text("category").orElse(""),
        Names.resource(finding.object("resource")),
        finding.text("path").orElse(""),
        Names.value(finding.object("desired")),
        Names.value(finding.object("live")),
        finding.text("message").orElse("(its record was pruned)"),
        finding.text("origin").orElse(""),
        episode.commits(),
        who(by),
        by.text("tool").orElse(""),
        by.text("confidence").orElse(""),
        episode.onset().map(RecordTime::text).orElse(""),
        RecordTime.text(episode.seen()),
        seconds(episode.timeToDetect()),
        episode.end().map(it -> RecordTime.text(it.at())).orElse(""),
        seconds(episode.timeToRepair()),
        episode.act().map(Episode.ActOf::id).orElse(""),
        episode.act().map(it -> it.verb() + ": " + it.outcome()).orElse(""),
        episode.run(),
        episode.end().map(Episode.End::run).orElse(""));
  }

  /// The user whom the API server authenticated, else the name that the client gave itself.
  private static String who(Value.Obj by) {
    String user = by.text("user").orElse("");
    if (user.isEmpty()) {
      return by.text("manager").filter(it -> !it.isEmpty()).map("manager "::concat).orElse("");
    }
    return by.text("actingAs")
        .filter(it -> !it.isEmpty())
        .map(it -> "%s acting as %s".formatted(user, it))
        .orElse(user);
  }

  private static String seconds(Optional<Duration> duration) {
    return duration.map(it -> Long.toString(it.toSeconds())).orElse("");
  }

  static Table runs(List<List<String>> rows) {
    return new Table(
        RUNS,
        "Runs",
        List.of(
            TARGET,
            SEQ,
            Column.text("run", "Run"),
            Column.time("startedAt", "Started"),
            Column.time("finishedAt", "Finished"),
            Column.text("version", "Drift"),
            Column.text("result", "Result"),
            Column.text("namespaces", "Only namespaces"),
            Column.text("commits", "Commits"),
            Column.text("read", "Read"),
            Column.number("notRead", "Not read"),
            Column.number("resources", "Resources"),
            Column.number("inSync", "In sync"),
            Column.number("drift", "Drift"),
            Column.number("posture", "Posture"),
            Column.number("opened", "New"),
            Column.number("ended", "Ended"),
            Column.text("problems", "Problems")),
        rows);
  }

  static Table coverage(List<List<String>> rows) {
    return new Table(
        "coverage",
        "Not looked at",
        List.of(
            TARGET,
            SEQ,
            Column.text("run", "Run"),
            Column.time("finishedAt", "Finished"),
            Column.text("subject", "What"),
            Column.text("status", "Status"),
            Column.text("needs", "Affects"),
            Column.text("reason", "Reason")),
        rows);
  }

  static Table acts(List<List<String>> rows) {
    return new Table(
        "acts",
        "Acts of Drift",
        List.of(
            TARGET,
            SEQ,
            Column.text("act", "Act"),
            Column.text("run", "Run"),
            Column.time("decidedAt", "Decided"),
            Column.text("verb", "What"),
            Column.text("resource", "Resource"),
            Column.text("changes", "Changes"),
            Column.text("rule", "Ordered by"),
            Column.text("fingerprints", "Findings"),
            Column.number("outcomeSeq", "Record of the outcome"),
            Column.time("outcomeAt", "Done"),
            Column.text("outcome", "Outcome"),
            Column.text("sentence", "What became of it")),
        rows);
  }

  static Table decisions(List<List<String>> rows) {
    return new Table(
        "decisions",
        "Decisions to do nothing",
        List.of(
            TARGET,
            SEQ,
            Column.time("at", "Decided"),
            Column.text("run", "Run"),
            Column.text("resource", "Resource"),
            Column.text("path", "Path"),
            Column.text("reason", "Reason"),
            Column.text("why", "Why"),
            Column.text("policy", "Policy"),
            Column.text("fingerprint", "Finding")),
        rows);
  }

  static Table requests(List<List<String>> rows) {
    return new Table(
        "requests",
        "Writes by others",
        List.of(
            TARGET,
            SEQ,
            Column.time("recordedAt", "Recorded"),
            Column.text("user", "Who"),
            Column.text("actingAs", "Acting as"),
            Column.text("tool", "Tool"),
            Column.text("verb", "What"),
            Column.text("resource", "Resource"),
            Column.text("subresource", "Subresource"),
            Column.time("at", "Sent")),
        rows);
  }
}

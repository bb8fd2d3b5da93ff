package dev.drift.trail;

import dev.drift.finding.Attribution;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Cluster;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Value;
import dev.drift.plan.PlanJson;
import dev.drift.secret.Shown;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The bodies of records of type `run`. They hold what a [Report] holds: values are masked.
public final class RunBody {
  private RunBody() {}

  /// A finding that is not there any more.
  ///
  /// @param since when it was first seen
  public record Ended(String fingerprint, Instant since) {}

  /// Before a run acts.
  public static Value.Obj start(
      String run, Instant startedAt, String version, Cluster cluster, List<Source> sources) {
    return Value.Obj.EMPTY
        .with("run", Value.of(run))
        .with("phase", Value.of("start"))
        .with("startedAt", time(startedAt))
        .with("version", Value.of(version))
        .with("cluster", cluster(cluster))
        .with("sources", list(sources.stream().map(RunBody::source).toList()));
  }

  /// @param namespaces the only ones that it compared; empty for all
  /// @param opened the findings that are new
  /// @param ended those that are not there any more
  public static Value.Obj end(
      Report report,
      Collection<String> namespaces,
      Collection<Finding> opened,
      Collection<Ended> ended) {
    Report.Run run = report.run();
    return Value.Obj.EMPTY
        .with("run", Value.of(run.id()))
        .with("phase", Value.of("end"))
        .with("startedAt", time(run.startedAt()))
        .with("finishedAt", time(run.finishedAt()))
        .with("version", Value.of(run.version()))
        .with("cluster", report.cluster().<Value>map(RunBody::cluster).orElse(Value.Null.NULL))
        .with("sources", list(report.sources().stream().map(RunBody::source).toList()))
        .with("namespaces", texts(namespaces))
        .with("result", Value.of(result(report)))
        .with("coverage", coverage(report.coverage()))
        .with("verdicts", verdicts(report))
        .with("findings", counts(report))
        .with("opened", list(opened.stream().sorted().map(RunBody::finding).toList()))
        .with(
            "ended",
            list(
                ended.stream()
                    .sorted(java.util.Comparator.comparing(Ended::fingerprint))
                    .map(RunBody::ended)
                    .toList()))
        .with("problems", list(report.problems().stream().map(RunBody::problem).toList()));
  }

  private static String result(Report report) {
    if (report.problems().stream().anyMatch(it -> it.code().type() == Problem.Type.FAILURE)) {
      return "failed";
    }
    return report.coverage().complete(EnumSet.allOf(Coverage.Need.class))
            && report.count(Verdict.UNKNOWN) == 0
        ? "complete"
        : "incomplete";
  }

  private static Value.Obj cluster(Cluster cluster) {
    return Value.Obj.EMPTY
        .with("uid", Value.of(cluster.uid()))
        .with("server", Value.of(cluster.server()))
        .with("context", Value.of(cluster.context()))
        .with("version", Value.of(cluster.version()));
  }

  private static Value.Obj source(Source source) {
    return Value.Obj.EMPTY
        .with("name", Value.of(source.name()))
        .with("repo", Value.of(source.repo()))
        .with("revision", Value.of(source.revision().orElse("")))
        .with("commit", Value.of(source.commit().orElse("")))
        .with("paths", texts(source.paths()))
        .with("scope", Value.of(source.scope().label()))
        .with("uncommitted", Value.Num.of(source.uncommitted().size()));
  }

  /// What was read by kind, and what could not be read with the reason.
  private static Value.Obj coverage(Coverage coverage) {
    SortedMap<String, Value> read = new TreeMap<>();
    for (Coverage.Entry entry : coverage.entries()) {
      if (entry.known()) {
        read.put(subject(entry.subject()), Value.Num.of(entry.count()));
      }
    }
    return Value.Obj.EMPTY
        .with("read", new Value.Obj(read))
        .with(
            "notRead",
            list(coverage.entries().stream().filter(it -> !it.known()).map(RunBody::gap).toList()));
  }

  private static Value.Obj gap(Coverage.Entry entry) {
    return Value.Obj.EMPTY
        .with("subject", Value.of(subject(entry.subject())))
        .with("status", Value.of(entry.status().name()))
        .with(
            "needs",
            texts(entry.needs().stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList()))
        .with("count", Value.Num.of(entry.count()))
        .with("reason", Value.of(entry.reason()));
  }

  private static String subject(Coverage.Subject subject) {
    return switch (subject) {
      case Coverage.Subject.Kind(String apiVersion, String kind) -> apiVersion + " " + kind;
      case Coverage.Subject.Observer(String name) -> "observer " + name;
      case Coverage.Subject.Rules(var codes) -> "rules " + String.join(", ", codes);
      case Coverage.Subject.Files(String path, String what) -> "file %s (%s)".formatted(path, what);
      case Coverage.Subject.Resources() -> "declared resources";
    };
  }

  private static Value.Obj verdicts(Report report) {
    return numbers(
        report.resources().stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.verdict().name(), TreeMap::new, Collectors.counting())));
  }

  private static Value.Obj counts(Report report) {
    return Value.Obj.EMPTY
        .with("drift", bySeverity(report.drift()))
        .with("posture", bySeverity(report.posture()))
        .with("ignored", Value.Num.of(report.ignored().size()))
        .with("explained", Value.Num.of(report.explained().size()));
  }

  private static Value.Obj bySeverity(List<? extends Finding> findings) {
    return numbers(
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.severity().label(), TreeMap::new, Collectors.counting())));
  }

  private static Value.Obj numbers(Map<String, Long> counts) {
    SortedMap<String, Value> numbers = new TreeMap<>();
    counts.forEach((name, count) -> numbers.put(name, Value.Num.of(count)));
    return new Value.Obj(numbers);
  }

  private static Value.Obj finding(Finding finding) {
    Value.Obj body =
        Value.Obj.EMPTY
            .with("fingerprint", Value.of(finding.fingerprint()))
            .with("kind", Value.of(finding instanceof Finding.Drift ? "drift" : "posture"))
            .with("rule", Value.of(finding.rule()))
            .with("category", Value.of(finding.category().label()))
            .with("severity", Value.of(finding.severity().label()))
            .with("resource", PlanJson.resource(finding.resource()))
            .with("path", Value.of(finding.path().toString()))
            .with("message", Value.of(finding.message()))
            .with(
                "origin",
                Value.of(
                    finding.origin().flatMap(it -> it.place()).map(RunBody::place).orElse("")));
    return switch (finding) {
      case Finding.Drift drift ->
          body.with("change", Value.of(drift.change().name()))
              .with("desired", shown(drift.desired()))
              .with("live", shown(drift.live()))
              .with("by", by(drift.attribution()));
      case Finding.Posture posture -> body.with("live", shown(posture.live()));
    };
  }

  private static String place(Place place) {
    return "%s:%d".formatted(place.file(), place.line());
  }

  private static Value.Obj by(Attribution by) {
    return Value.Obj.EMPTY
        .with("manager", Value.of(by.manager()))
        .with("user", Value.of(by.request().map(Attribution.Request::user).orElse("")))
        .with("actingAs", Value.of(by.request().map(Attribution.Request::actingAs).orElse("")))
        .with("verb", Value.of(by.request().map(Attribution.Request::verb).orElse("")))
        .with("tool", Value.of(by.request().map(Attribution.Request::tool).orElse("")))
        .with("at", by.time().<Value>map(RunBody::time).orElse(Value.Null.NULL))
        .with("confidence", Value.of(by.confidence().name().toLowerCase(Locale.ROOT)));
  }

  private static Value.Obj shown(Shown shown) {
    return switch (shown) {
      case Shown.Plain plain -> Value.Obj.EMPTY.with("value", plain.value());
      case Shown.Masked(String mask, String keyId) ->
          Value.Obj.EMPTY.with("masked", Value.of(mask)).with("keyId", Value.of(keyId));
      case Shown.Absent() -> Value.Obj.EMPTY.with("absent", Value.of(true));
    };
  }

  private static Value.Obj ended(Ended ended) {
    return Value.Obj.EMPTY
        .with("fingerprint", Value.of(ended.fingerprint()))
        .with("since", time(ended.since()));
  }

  private static Value.Obj problem(Problem problem) {
    return Value.Obj.EMPTY
        .with("code", Value.of(problem.code().name()))
        .with("message", Value.of(problem.message()));
  }

  private static Value.Str time(Instant time) {
    return new Value.Str(RecordTime.text(time));
  }

  private static Value.Arr texts(Collection<String> texts) {
    return new Value.Arr(texts.stream().<Value>map(Value::of).toList());
  }

  private static Value.Arr list(List<Value.Obj> items) {
    return new Value.Arr(List.copyOf(items));
  }
}

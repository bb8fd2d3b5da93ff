package dev.drift.serve.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.pipeline.BuildInfo;
import dev.drift.report.html.TimelineData;
import dev.drift.report.json.JsonCoverage;
import dev.drift.report.json.JsonFields;
import dev.drift.report.json.JsonFinding;
import dev.drift.report.view.Timeline;
import dev.drift.serve.state.ActResult;
import dev.drift.serve.state.DaemonState;
import dev.drift.serve.state.RunSummary;
import dev.drift.serve.state.TargetState;
import dev.drift.serve.web.HttpFailure.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The API: what the daemon knows, to read.
final class ApiRoutes {
  private static final String ROOT = "/api/v1";
  private static final String TARGET = ROOT + "/targets/{target}";

  private final DaemonState state;
  private final BuildInfo build;
  private final PageReports pages = new PageReports();

  ApiRoutes(DaemonState state, BuildInfo build) {
    this.state = state;
    this.build = build;
  }

  private enum Type {
    DRIFT,
    POSTURE
  }

  List<Route> routes() {
    return List.of(
        get(ROOT + "/version", this::version),
        get(ROOT + "/targets", this::targets),
        get(TARGET, this::target),
        get(TARGET + "/findings", this::findings),
        get(TARGET + "/findings/{fingerprint}", this::finding),
        get(TARGET + "/resources", this::resources),
        get(TARGET + "/coverage", this::coverage),
        get(TARGET + "/acts", this::acts),
        get(TARGET + "/runs", this::runs),
        get(TARGET + "/page", this::page),
        get(TARGET + "/timeline", this::timeline));
  }

  private static Route get(String template, Route.Handler handler) {
    return Route.get(template, Route.Access.API, handler);
  }

  private Answer version(Request request) {
    Query.of(request.query(), List.of());
    return Answer.json(
        200,
        out -> {
          out.writeStringField("version", build.version());
          JsonFields.writeOptional("commit", build.commit(), out);
          out.writeStringField("kubernetes", build.kubernetes());
          out.writeStringField("startedAt", state.startedAt().toString());
          out.writeBooleanField("leader", state.leader());
        });
  }

  private Answer targets(Request request) {
    Query.of(request.query(), List.of());
    return Answer.json(
        200,
        out -> {
          out.writeArrayFieldStart("targets");
          for (TargetState target : state.targets()) {
            out.writeStartObject();
            TargetJson.write(target, out);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private Answer target(Request request) {
    Query.of(request.query(), List.of());
    TargetState target = named(request);
    return Answer.json(200, out -> TargetJson.write(target, out));
  }

  private Answer findings(Request request) {
    Query query =
        Query.of(
            request.query(),
            List.of(
                "type",
                "severity",
                "category",
                "rule",
                "namespace",
                "kind",
                "name",
                "limit",
                "offset"));
    Optional<Type> type = query.word("type", Type.class);
    Optional<Severity> least = query.word("severity", Severity.class);
    Optional<Category> category = query.word("category", Category.class);
    Optional<String> rule = query.text("rule");
    Predicate<ResourceId> resource = resource(query);
    Report report = report(named(request));
    List<Finding> matching =
        report.findings().stream()
            .filter(it -> type.isEmpty() || type.get() == type(it))
            .filter(it -> least.isEmpty() || it.severity().atLeast(least.get()))
            .filter(it -> category.isEmpty() || it.category() == category.get())
            .filter(it -> rule.isEmpty() || it.rule().equals(rule.get()))
            .filter(it -> resource.test(it.resource().id()))
            .toList();
    return page(
        query,
        report,
        "findings",
        matching,
        (finding, out) -> JsonFinding.write(finding, Optional.empty(), out));
  }

  private Answer finding(Request request) {
    Query.of(request.query(), List.of());
    String fingerprint = request.parameter("fingerprint");
    Report report = report(named(request));
    Finding finding =
        report.findings().stream()
            .filter(it -> it.fingerprint().equals(fingerprint))
            .findFirst()
            .orElseThrow(() -> new HttpFailure(Reason.NOT_FOUND, "There is no such open finding."));
    return Answer.json(
        200,
        out -> {
          writeRun(report, out);
          out.writeFieldName("finding");
          JsonFinding.write(finding, Optional.empty(), out);
        });
  }

  private Answer resources(Request request) {
    Query query =
        Query.of(
            request.query(), List.of("verdict", "namespace", "kind", "name", "limit", "offset"));
    Optional<Verdict> verdict = query.word("verdict", Verdict.class);
    Predicate<ResourceId> resource = resource(query);
    Report report = report(named(request));
    List<Report.ResourceVerdict> matching =
        report.resources().stream()
            .filter(it -> verdict.isEmpty() || it.verdict() == verdict.get())
            .filter(it -> resource.test(it.resource().id()))
            .toList();
    return page(
        query,
        report,
        "resources",
        matching,
        (one, out) -> {
          out.writeStartObject();
          JsonFields.writeIdentity(one.resource(), out);
          out.writeStringField("verdict", one.verdict().name());
          out.writeEndObject();
        });
  }

  private Answer coverage(Request request) {
    Query.of(request.query(), List.of());
    TargetState target = named(request);
    Report report = report(target);
    return Answer.json(
        200,
        out -> {
          writeRun(report, out);
          JsonCoverage.write(report.coverage(), target.complete(), out);
          TargetJson.writeStale(target.stale(), out);
        });
  }

  private Answer acts(Request request) {
    Query.of(request.query(), List.of());
    TargetState target = named(request);
    return Answer.json(
        200,
        out -> {
          out.writeArrayFieldStart("acts");
          for (ActResult act : target.acts()) {
            out.writeStartObject();
            out.writeStringField("at", act.at().toString());
            out.writeStringField("run", act.run());
            out.writeStringField("action", lower(act.verb()));
            JsonFields.writeResource(act.resource(), out);
            out.writeStringField("outcome", lower(act.outcome().kind()));
            out.writeStringField("sentence", act.outcome().sentence());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private Answer runs(Request request) {
    Query query = Query.of(request.query(), List.of("limit", "offset"));
    TargetState target = named(request);
    int limit = query.limit();
    List<RunSummary> runs =
        target.id().isEmpty() ? List.of() : state.runs(target.id(), query.offset(), limit);
    return Answer.json(
        200,
        out -> {
          out.writeNumberField("offset", query.offset());
          out.writeNumberField("limit", limit);
          out.writeArrayFieldStart("runs");
          for (RunSummary run : runs) {
            out.writeStartObject();
            out.writeStringField("id", run.id());
            out.writeStringField("startedAt", run.startedAt().toString());
            out.writeStringField("finishedAt", run.finishedAt().toString());
            out.writeStringField("result", run.result().label());
            out.writeNumberField("drift", run.drift());
            out.writeNumberField("posture", run.posture());
            out.writeBooleanField("complete", run.complete());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  /// What the page shows.
  private Answer page(Request request) {
    Query.of(request.query(), List.of());
    TargetState target = named(request);
    byte[] compressed =
        pages.compressed(
            target.name(), target.latest().orElseThrow(ApiRoutes::notEvaluated), target.failOn());
    return request.headers().getOrDefault("accept-encoding", List.of()).stream()
            .anyMatch(it -> it.contains("gzip"))
        ? new Answer(200, Answer.JSON, compressed, Map.of("Content-Encoding", "gzip"))
        : new Answer(200, Answer.JSON, PageReports.decompressed(compressed), Map.of());
  }

  private Answer timeline(Request request) {
    Query.of(request.query(), List.of());
    TargetState target = named(request);
    Optional<Timeline> timeline =
        target.id().isEmpty() ? Optional.empty() : state.timeline(target.id());
    return Answer.json(200, out -> TimelineData.write(timeline, out));
  }

  /// The target of a path, by its name or its identity.
  private TargetState named(Request request) {
    String wanted = request.parameter("target");
    return state.targets().stream()
        .filter(it -> it.name().equals(wanted) || it.id().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new HttpFailure(Reason.NOT_FOUND, "There is no such target."));
  }

  private static Report report(TargetState target) {
    return target.report().orElseThrow(ApiRoutes::notEvaluated);
  }

  private static HttpFailure notEvaluated() {
    return new HttpFailure(
        Reason.NOT_EVALUATED, "The target has not been evaluated yet; ask again later.");
  }

  private static Predicate<ResourceId> resource(Query query) {
    Optional<String> namespace = query.text("namespace");
    Optional<String> kind = query.text("kind");
    Optional<String> name = query.text("name");
    return id ->
        (namespace.isEmpty() || id.namespace().equals(namespace.get()))
            && (kind.isEmpty() || id.kind().equals(kind.get()))
            && (name.isEmpty() || id.name().equals(name.get()));
  }

  private static Type type(Finding finding) {
    return switch (finding) {
      case Finding.Drift _ -> Type.DRIFT;
      case Finding.Posture _ -> Type.POSTURE;
    };
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  @FunctionalInterface
  private interface ItemWriter<T> {
    void write(T item, JsonGenerator out) throws IOException;
  }

  private static <T> Answer page(
      Query query, Report report, String name, List<T> matching, ItemWriter<T> writer) {
    int offset = Math.min(query.offset(), matching.size());
    int end = Math.min(matching.size(), offset + query.limit());
    return Answer.json(
        200,
        out -> {
          writeRun(report, out);
          out.writeNumberField("total", matching.size());
          out.writeNumberField("offset", query.offset());
          out.writeNumberField("limit", query.limit());
          out.writeArrayFieldStart(name);
          for (T item : matching.subList(offset, end)) {
            writer.write(item, out);
          }
          out.writeEndArray();
        });
  }

  /// Of which evaluation it is: pages of different ones do not fit together.
  private static void writeRun(Report report, JsonGenerator out) throws IOException {
    out.writeStringField("run", report.run().id());
    out.writeStringField("evaluatedAt", report.run().finishedAt().toString());
  }
}

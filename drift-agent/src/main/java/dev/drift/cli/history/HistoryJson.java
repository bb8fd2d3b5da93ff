package dev.drift.cli.history;

import dev.drift.finding.Attribution;
import dev.drift.json.JsonWriter;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.value.Value;
import dev.drift.store.History;
import dev.drift.store.StoredAct;
import dev.drift.store.StoredFinding;
import dev.drift.store.StoredRun;
import dev.drift.store.Target;
import dev.drift.store.TargetStatus;
import dev.drift.store.Trend;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What the commands that ask the store print for programs; docs/record.md describes it.
public final class HistoryJson {
  private static final String API_VERSION = "drift.dev/v1";

  private HistoryJson() {}

  public static String status(List<TargetStatus> all, Instant now) {
    return document("Status", now, all, HistoryJson::status);
  }

  public static String history(List<History> all, Instant now) {
    return document(
        "History",
        now,
        all,
        one ->
            target(one.target())
                .with("findings", list(one.findings(), it -> finding(it, now)))
                .with("more", Value.Num.of(one.more())));
  }

  public static String trend(List<Trend> all, Instant now) {
    return document("Trend", now, all, HistoryJson::trend);
  }

  private static <T> String document(
      String kind, Instant now, List<T> all, Function<T, Value.Obj> target) {
    return JsonWriter.text(
            Value.Obj.EMPTY
                .with("apiVersion", Value.of(API_VERSION))
                .with("kind", Value.of(kind))
                .with("at", time(now))
                .with("targets", list(all, target)))
        + "\n";
  }

  private static Value.Obj target(Target target) {
    return Value.Obj.EMPTY
        .with("id", Value.of(target.id()))
        .with(
            "cluster",
            Value.Obj.EMPTY
                .with("context", Value.of(target.cluster().context()))
                .with("server", Value.of(target.cluster().server()))
                .with("uid", Value.of(target.cluster().uid()))
                .with("version", Value.of(target.cluster().version())))
        .with("sources", list(target.sources(), Value::of));
  }

  private static Value.Obj status(TargetStatus status) {
    Value.Obj json =
        target(status.target())
            .with("firstRun", time(status.firstRun()))
            .with("lastRun", run(status.lastRun()));
    json = with(json, "lastCompleteRun", status.lastComplete().map(HistoryJson::run));
    json = with(json, "inSyncSince", status.inSyncSince().map(HistoryJson::time));
    return json.with("open", list(status.open(), HistoryJson::open))
        .with("gaps", list(status.gaps(), HistoryJson::gap));
  }

  private static Value.Obj run(StoredRun run) {
    Value.Obj verdicts = Value.Obj.EMPTY;
    for (Verdict verdict : Verdict.values()) {
      verdicts =
          verdicts.with(verdict.name(), Value.Num.of(run.verdicts().getOrDefault(verdict, 0)));
    }
    return Value.Obj.EMPTY
        .with("id", Value.of(run.id()))
        .with("startedAt", time(run.startedAt()))
        .with("finishedAt", time(run.finishedAt()))
        .with("version", Value.of(run.version()))
        .with("namespaces", list(run.namespaces(), Value::of))
        .with("complete", new Value.Bool(run.complete()))
        .with("failed", new Value.Bool(run.failed()))
        .with("verdicts", verdicts)
        .with("drift", Value.Num.of(run.drift()))
        .with("posture", Value.Num.of(run.posture()))
        .with("opened", Value.Num.of(run.opened()))
        .with("ended", Value.Num.of(run.ended()))
        .with("acts", Value.Num.of(run.acts()));
  }

  private static Value.Obj open(TargetStatus.Open open) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with("type", Value.of(open.posture() ? "posture" : "drift"))
            .with("severity", Value.of(open.severity().label()))
            .with("category", Value.of(open.category().label()))
            .with("count", Value.Num.of(open.count()))
            .with("since", time(open.since()))
            .with("notSeen", Value.Num.of(open.unseen()));
    return with(json, "notSeenSince", open.unseenSince().map(HistoryJson::time));
  }

  private static Value.Obj gap(StoredRun.Gap gap) {
    return Value.Obj.EMPTY
        .with("what", Value.of(gap.what()))
        .with("status", Value.of(gap.status()))
        .with("needs", list(gap.needs(), Value::of))
        .with("reason", Value.of(gap.reason()));
  }

  private static Value.Obj finding(StoredFinding finding, Instant now) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with("id", Value.of(finding.id()))
            .with("fingerprint", Value.of(finding.fingerprint()))
            .with("type", Value.of(finding.posture() ? "posture" : "drift"))
            .with("rule", Value.of(finding.rule()))
            .with("category", Value.of(finding.category().label()))
            .with("severity", Value.of(finding.severity().label()))
            .with("resource", resource(finding.resource()))
            .with("path", Value.of(finding.path()))
            .with("message", Value.of(finding.message()))
            .with("remedy", Value.of(finding.remedy()))
            .with("origin", Value.of(finding.origin()))
            .with("onset", time(finding.onset()))
            .with("lastSeen", time(finding.lastSeen()));
    json = with(json, "ended", finding.ended().map(HistoryJson::time));
    json = with(json, "notSeenSince", finding.unseenSince().map(HistoryJson::time));
    return json.with("seconds", Value.Num.of(finding.duration(now).toSeconds()))
        .with("runs", Value.Num.of(finding.seen()))
        .with("attribution", attribution(finding.attribution()))
        .with("acts", list(finding.acts(), HistoryJson::act));
  }

  private static Value.Obj attribution(Attribution attribution) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with("confidence", Value.of(attribution.confidence().name().toLowerCase(Locale.ROOT)))
            .with("manager", Value.of(attribution.manager()))
            .with("operation", Value.of(attribution.operation()));
    json = with(json, "time", attribution.time().map(HistoryJson::time));
    return with(
        json,
        "request",
        attribution
            .request()
            .map(
                it ->
                    Value.Obj.EMPTY
                        .with("user", Value.of(it.user()))
                        .with("actingAs", Value.of(it.actingAs()))
                        .with("verb", Value.of(it.verb()))
                        .with("tool", Value.of(it.tool()))));
  }

  private static Value.Obj act(StoredAct act) {
    return Value.Obj.EMPTY
        .with("run", Value.of(act.run()))
        .with("at", time(act.at()))
        .with("action", Value.of(act.action()))
        .with("resource", resource(act.resource()))
        .with("outcome", Value.of(act.outcome()))
        .with("sentence", Value.of(act.sentence()));
  }

  private static Value.Obj resource(ResourceRef resource) {
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(resource.apiVersion()))
        .with("kind", Value.of(resource.id().kind()))
        .with("namespace", Value.of(resource.id().namespace()))
        .with("name", Value.of(resource.id().name()));
  }

  private static Value.Obj trend(Trend trend) {
    return target(trend.target())
        .with("days", Value.Num.of(trend.days()))
        .with(
            "categories",
            list(
                trend.categories(),
                category ->
                    Value.Obj.EMPTY
                        .with("category", Value.of(category.category().label()))
                        .with(
                            "periods",
                            list(
                                category.periods(),
                                it ->
                                    Value.Obj.EMPTY
                                        .with("from", Value.of(it.from().toString()))
                                        .with("opened", Value.Num.of(it.opened()))
                                        .with("closed", Value.Num.of(it.closed()))
                                        .with("open", Value.Num.of(it.open()))))));
  }

  private static Value.Str time(Instant time) {
    return Value.of(time.toString());
  }

  private static Value.Obj with(Value.Obj json, String name, Optional<? extends Value> value) {
    return value.isPresent() ? json.with(name, value.get()) : json;
  }

  private static <T> Value.Arr list(List<T> items, Function<T, ? extends Value> json) {
    return new Value.Arr(items.stream().map(it -> (Value) json.apply(it)).toList());
  }
}

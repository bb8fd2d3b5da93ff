package dev.drift.trail.export;

import static java.util.stream.Collectors.joining;

import dev.drift.model.value.Value;
import dev.drift.trail.RecordTime;
import dev.drift.trail.RecordType;
import dev.drift.trail.TrailRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Collects what the records of one trail say of a period.
final class TrailReader implements Consumer<TrailRecord> {
  private final String target;
  private final Period period;
  private final List<List<String>> runs = new ArrayList<>();
  private final List<List<String>> gaps = new ArrayList<>();
  private final List<List<String>> decisions = new ArrayList<>();
  private final List<List<String>> requests = new ArrayList<>();
  private final Map<String, TrailRecord> intents = new LinkedHashMap<>();
  private final Map<String, TrailRecord> outcomes = new LinkedHashMap<>();
  private final Map<String, Episode> open = new LinkedHashMap<>();
  private final List<Episode> over = new ArrayList<>();

  /// What the run did that is under way, by the fingerprint of the finding.
  private final Map<String, Episode.ActOf> early = new LinkedHashMap<>();

  /// Who made findings that no run has recorded yet, by their fingerprints.
  private final Map<String, Value.Obj> authors = new LinkedHashMap<>();

  private Value.Obj cluster = Value.Obj.EMPTY;
  private List<Value.Obj> sources = List.of();
  private long records;

  TrailReader(String target, Period period) {
    this.target = target;
    this.period = period;
  }

  @Override
  public void accept(TrailRecord record) {
    // What was found in the period may have been seen first before it, but nothing after it counts.
    if (!record.time().isBefore(period.until())) {
      return;
    }
    boolean isWithin = period.has(record.time());
    records += isWithin ? 1 : 0;
    Value.Obj body = record.content();
    switch (RecordType.of(record.type()).orElse(RecordType.SEAL)) {
      case RUN -> run(record, body, isWithin);
      case INTENT -> intents.put(body.text("id").orElse(""), record);
      case OUTCOME -> outcome(record, body);
      case LEFT -> {
        if (isWithin) {
          decisions.add(decision(record, body));
        }
      }
      case REQUEST -> {
        authors(body);
        if (isWithin) {
          requests.add(request(record, body));
        }
      }
      case HEAD, SEAL, CHECKPOINT -> {}
    }
  }

  private void run(TrailRecord record, Value.Obj body, boolean isWithin) {
    if (!body.object("cluster").fields().isEmpty()) {
      cluster = body.object("cluster");
    }
    sources = body.objects("sources");
    if (!body.text("phase").equals(Optional.of("end"))) {
      return;
    }
    String id = body.text("run").orElse("");
    Instant at = body.text("finishedAt").flatMap(RecordTime::parse).orElse(record.time());
    for (Value.Obj finding : body.objects("opened")) {
      String fingerprint = finding.text("fingerprint").orElse("");
      open.putIfAbsent(
          fingerprint,
          new Episode(
              target,
              Optional.ofNullable(authors.get(fingerprint))
                  .map(by -> Episode.named(finding, by))
                  .orElse(finding),
              fingerprint,
              id,
              at,
              commits(body),
              Optional.empty(),
              Optional.ofNullable(early.get(fingerprint))));
    }
    early.clear();
    authors.clear();
    for (Value.Obj ended : body.objects("ended")) {
      String fingerprint = ended.text("fingerprint").orElse("");
      Episode episode =
          Optional.ofNullable(open.remove(fingerprint))
              .orElseGet(() -> pruned(fingerprint, ended, at));
      over.add(episode.ended(at, id));
    }
    if (isWithin) {
      runs.add(runRow(record, body));
      body.object("coverage").objects("notRead").forEach(gap -> gaps.add(gap(record, body, gap)));
    }
  }

  /// It was seen first by a run whose record is not there any more.
  private Episode pruned(String fingerprint, Value.Obj ended, Instant at) {
    return new Episode(
        target,
        Value.Obj.EMPTY,
        fingerprint,
        "",
        ended.text("since").flatMap(RecordTime::parse).orElse(at),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /// The request log may arrive after the finding.
  private void authors(Value.Obj request) {
    for (Value.Obj made : request.objects("findings")) {
      String fingerprint = made.text("fingerprint").orElse("");
      Value.Obj by = request.with("confidence", Value.of(made.text("confidence").orElse("")));
      if (open.containsKey(fingerprint)) {
        open.computeIfPresent(fingerprint, (_, it) -> it.named(by));
      } else if (!over.isEmpty() && over.stream().anyMatch(it -> it.isOf(fingerprint))) {
        int last = over.size() - 1;
        while (!over.get(last).isOf(fingerprint)) {
          last--;
        }
        over.set(last, over.get(last).named(by));
      } else {
        authors.put(fingerprint, by);
      }
    }
  }

  private void outcome(TrailRecord record, Value.Obj body) {
    String id = body.text("id").orElse("");
    outcomes.put(id, record);
    Optional.ofNullable(intents.get(id))
        .map(it -> it.content().object("act"))
        .ifPresent(
            act -> {
              Episode.ActOf done =
                  new Episode.ActOf(
                      id, act.text("verb").orElse(""), body.text("outcome").orElse(""));
              for (Value.Obj cause : act.objects("causes")) {
                // A run may act on what it is the first to see: that is recorded at its end.
                early.put(cause.text("fingerprint").orElse(""), done);
                open.computeIfPresent(
                    cause.text("fingerprint").orElse(""), (_, it) -> it.acted(done));
              }
            });
  }

  private List<String> runRow(TrailRecord record, Value.Obj body) {
    Value.Obj read = body.object("coverage").object("read");
    return List.of(
        target,
        Long.toString(record.seq()),
        body.text("run").orElse(""),
        body.text("startedAt").orElse(""),
        body.text("finishedAt").orElse(""),
        body.text("version").orElse(""),
        body.text("result").orElse(""),
        texts(body, "namespaces"),
        commits(body),
        read.fields().entrySet().stream()
            .map(it -> "%s: %s".formatted(it.getKey(), number(read, it.getKey())))
            .collect(joining("; ")),
        Integer.toString(body.object("coverage").objects("notRead").size()),
        Long.toString(sum(body.object("verdicts"))),
        number(body.object("verdicts"), "IN_SYNC"),
        Long.toString(sum(body.object("findings").object("drift"))),
        Long.toString(sum(body.object("findings").object("posture"))),
        Integer.toString(body.objects("opened").size()),
        Integer.toString(body.objects("ended").size()),
        body.objects("problems").stream()
            .flatMap(it -> it.text("message").stream())
            .collect(joining("; ")));
  }

  private List<String> gap(TrailRecord record, Value.Obj body, Value.Obj gap) {
    return List.of(
        target,
        Long.toString(record.seq()),
        body.text("run").orElse(""),
        body.text("finishedAt").orElse(""),
        gap.text("subject").orElse(""),
        gap.text("status").orElse(""),
        texts(gap, "needs"),
        gap.text("reason").orElse(""));
  }

  private List<String> decision(TrailRecord record, Value.Obj body) {
    Value.Obj decision = body.object("decision");
    return List.of(
        target,
        Long.toString(record.seq()),
        record.at(),
        body.text("run").orElse(""),
        Names.resource(decision.object("resource")),
        decision.text("path").orElse(""),
        decision.text("reason").orElse(""),
        decision.text("why").orElse(""),
        decision.text("policy").orElse(""),
        decision.text("fingerprint").orElse(""));
  }

  private List<String> request(TrailRecord record, Value.Obj body) {
    return List.of(
        target,
        Long.toString(record.seq()),
        record.at(),
        body.text("user").orElse(""),
        body.text("actingAs").orElse(""),
        body.text("tool").orElse(""),
        body.text("verb").orElse(""),
        Names.resource(body.object("resource")),
        body.text("subresource").orElse(""),
        body.text("at").orElse(""));
  }

  private static String commits(Value.Obj body) {
    return body.objects("sources").stream()
        .map(
            it ->
                "%s@%s"
                    .formatted(
                        it.text("repo").orElse(""),
                        it.text("commit").filter(id -> !id.isEmpty()).orElse("no commit")))
        .collect(joining("; "));
  }

  private static String texts(Value.Obj body, String key) {
    return body.list(key).stream()
        .map(it -> it instanceof Value.Str(String text) ? text : "")
        .collect(joining(" "));
  }

  private static long sum(Value.Obj counts) {
    return counts.fields().keySet().stream()
        .mapToLong(it -> counts.number(it).map(BigDecimal::longValue).orElse(0L))
        .sum();
  }

  static String number(Value.Obj body, String key) {
    return body.number(key).map(BigDecimal::toPlainString).orElse("0");
  }

  List<List<String>> runs() {
    return runs;
  }

  List<List<String>> gaps() {
    return gaps;
  }

  List<List<String>> decisions() {
    return decisions;
  }

  List<List<String>> requests() {
    return requests;
  }

  /// Those that were begun within the period.
  List<List<String>> acts() {
    List<List<String>> rows = new ArrayList<>();
    intents.forEach(
        (id, intent) -> {
          if (period.has(intent.time())) {
            rows.add(ActRow.of(target, id, intent, Optional.ofNullable(outcomes.get(id))));
          }
        });
    return rows;
  }

  /// Those that were there within the period, in the order in which they began.
  List<Episode> episodes() {
    List<Episode> all = new ArrayList<>(over);
    all.addAll(open.values());
    return all.stream()
        .filter(it -> it.concerns(period))
        .sorted(java.util.Comparator.comparing(Episode::seen))
        .toList();
  }

  Value.Obj cluster() {
    return cluster;
  }

  List<String> sources() {
    return sources.stream()
        .map(it -> (it.text("repo").orElse("") + " " + texts(it, "paths")).strip())
        .toList();
  }

  /// Within the period.
  long records() {
    return records;
  }
}

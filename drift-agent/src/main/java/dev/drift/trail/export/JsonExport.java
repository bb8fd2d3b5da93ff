package dev.drift.trail.export;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.trail.Flaw;
import dev.drift.trail.Head;
import dev.drift.trail.RecordTime;
import dev.drift.trail.Verification;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An export as JSON, in the form that `docs/audit.md` describes.
public final class JsonExport {
  private JsonExport() {}

  /// One line, with its end.
  public static String text(AuditExport export) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of("drift.dev/v1"))
            .with("kind", Value.of("AuditExport"))
            .with("createdAt", Value.of(RecordTime.text(export.createdAt())))
            .with("version", Value.of(export.version()))
            .with("since", Value.of(RecordTime.text(export.period().since())))
            .with("until", Value.of(RecordTime.text(export.period().until())))
            .with("intact", Value.of(export.isIntact()))
            .with("targets", list(export.targets().stream().map(JsonExport::target).toList()));
    for (Table table : export.tables()) {
      json =
          json.with(table.name(), list(table.rows().stream().map(it -> row(table, it)).toList()));
    }
    return JsonWriter.text(json) + "\n";
  }

  private static Value.Obj target(AuditExport.Target target) {
    AuditExport.Counts counts = target.counts();
    return Value.Obj.EMPTY
        .with("target", Value.of(target.id()))
        .with("cluster", Value.of(target.cluster()))
        .with("sources", texts(target.sources()))
        .with("records", Value.Num.of(target.records()))
        .with("runs", Value.Num.of(counts.runs()))
        .with("completeRuns", Value.Num.of(counts.complete()))
        .with("opened", Value.Num.of(counts.opened()))
        .with("ended", Value.Num.of(counts.ended()))
        .with("open", Value.Num.of(counts.open()))
        .with("acts", Value.Num.of(counts.acts()))
        .with("requests", Value.Num.of(counts.requests()))
        .with("meanSecondsToDetect", seconds(target.meanToDetect()))
        .with("detected", Value.Num.of(target.detected()))
        .with("meanSecondsToRepair", seconds(target.meanToRepair()))
        .with("repaired", Value.Num.of(target.repaired()))
        .with("verification", verification(target.verification()));
  }

  /// As `drift audit verify -o json` prints it, too.
  public static Value.Obj verification(Verification verification) {
    return Value.Obj.EMPTY
        .with("target", Value.of(verification.target()))
        .with("cluster", Value.of(verification.cluster()))
        .with("intact", Value.of(verification.isIntact()))
        .with("records", Value.Num.of(verification.records()))
        .with("sealedSegments", Value.Num.of(verification.segments()))
        .with("first", head(verification.first()))
        .with("last", head(verification.last()))
        .with(
            "pruned",
            verification
                .checkpoint()
                .<Value>map(
                    it ->
                        Value.Obj.EMPTY
                            .with("upTo", Value.Num.of(it.upTo()))
                            .with("until", Value.of(it.until()))
                            .with("checkpoint", Value.Num.of(it.seq())))
                .orElse(Value.Null.NULL))
        .with("flaws", list(verification.flaws().stream().map(JsonExport::flaw).toList()))
        .with("proves", texts(verification.proves()))
        .with("cannotProve", texts(verification.cannotProve()));
  }

  private static Value.Obj flaw(Flaw flaw) {
    return Value.Obj.EMPTY
        .with("seq", Value.Num.of(flaw.seq()))
        .with("at", Value.of(flaw.at()))
        .with("what", Value.of(flaw.what()));
  }

  private static Value head(Optional<Head> head) {
    return head.<Value>map(JsonExport::head).orElse(Value.Null.NULL);
  }

  /// As `drift audit head -o json` prints it, too.
  public static Value.Obj head(Head head) {
    return Value.Obj.EMPTY
        .with("target", Value.of(head.target()))
        .with("seq", Value.Num.of(head.seq()))
        .with("hash", Value.of(head.hash()))
        .with("at", Value.of(head.at()));
  }

  private static Value.Obj row(Table table, List<String> row) {
    Value.Obj json = Value.Obj.EMPTY;
    for (int i = 0; i < row.size(); i++) {
      Column column = table.columns().get(i);
      String cell = row.get(i);
      json =
          json.with(
              column.name(),
              switch (column.type()) {
                case TEXT -> Value.of(cell);
                case TIME -> cell.isEmpty() ? Value.Null.NULL : Value.of(cell);
                case NUMBER ->
                    cell.isEmpty() ? Value.Null.NULL : new Value.Num(new BigDecimal(cell));
              });
    }
    return json;
  }

  private static Value seconds(Optional<Duration> duration) {
    return duration
        .<Value>map(it -> new Value.Num(BigDecimal.valueOf(it.toMillis(), 3)))
        .orElse(Value.Null.NULL);
  }

  private static Value.Arr texts(List<String> texts) {
    return new Value.Arr(texts.stream().<Value>map(Value::of).toList());
  }

  private static Value.Arr list(List<Value.Obj> items) {
    return new Value.Arr(List.copyOf(items));
  }
}

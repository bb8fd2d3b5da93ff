package dev.drift.pipeline.record;

import dev.drift.act.record.ActRecord;
import dev.drift.model.value.Value;
import dev.drift.trail.RecordTime;
import dev.drift.trail.RecordType;
import dev.drift.trail.Trail;
import dev.drift.trail.TrailRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The record of acts on the audit trail. An entry has its type and time in it; a record has them
/// beside its body.
final class TrailActRecord implements ActRecord {
  private static final Set<RecordType> TYPES =
      Set.of(RecordType.INTENT, RecordType.OUTCOME, RecordType.LEFT);

  private final Trail trail;
  private final Lease lease;

  /// @param lease closed with this
  TrailActRecord(Trail trail, Lease lease) {
    this.trail = trail;
    this.lease = lease;
  }

  static void read(Trail trail, Consumer<Value.Obj> each) {
    trail.read(TYPES, record -> each.accept(entry(record)));
  }

  private static Value.Obj entry(TrailRecord record) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("type", Value.of(record.type()));
    fields.put("at", Value.of(record.at()));
    fields.putAll(record.content().fields());
    return new Value.Obj(fields);
  }

  @Override
  public void append(Value.Obj entry) {
    RecordType type = entry.text("type").flatMap(RecordType::of).orElseThrow();
    Instant at = entry.text("at").flatMap(RecordTime::parse).orElseThrow();
    Map<String, Value> body = new LinkedHashMap<>(entry.fields());
    body.remove("type");
    body.remove("at");
    // What has happened is written down whoever may act now.
    if (type == RecordType.INTENT) {
      lease.require();
    }
    trail.append(type, at, new Value.Obj(body));
  }

  @Override
  public void close() {
    lease.close();
  }
}

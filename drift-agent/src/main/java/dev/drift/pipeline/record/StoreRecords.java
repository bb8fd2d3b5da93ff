package dev.drift.pipeline.record;

import dev.drift.act.record.ActRecord;
import dev.drift.act.record.Records;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.store.Database;
import dev.drift.store.DocumentTable;
import dev.drift.store.LeaseTable;
import dev.drift.trail.Trail;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// In a store: acts are on the audit trail.
///
/// @param holder names the run
public record StoreRecords(Database database, Trail trail, String holder) implements Records {
  @Override
  public ActRecord open(Consumer<Value.Obj> before) {
    Lease lease = Lease.take(new LeaseTable(database), trail.target(), holder, Lease.TIME);
    try {
      TrailActRecord.read(trail, before);
      return new TrailActRecord(trail, lease);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public void read(Consumer<Value.Obj> each) {
    TrailActRecord.read(trail, each);
  }

  @Override
  public Optional<Value.Obj> document(String name) {
    return new DocumentTable(database).read(trail.target(), name).map(text -> parse(name, text));
  }

  private Value.Obj parse(String name, String text) {
    try {
      if (JsonReader.read(text) instanceof Value.Obj json) {
        return json;
      }
    } catch (IOException _) {
      // Reported below.
    }
    throw new DriftException(
        Problem.of(Problem.Code.RECORD_FAILED, place(name) + " is damaged; restore a backup"));
  }

  @Override
  public void keep(String name, Value.Obj document) {
    new DocumentTable(database).write(trail.target(), name, JsonWriter.text(document));
  }

  @Override
  public String place(String name) {
    return "the document %s of target %s in the store %s"
        .formatted(name, trail.target(), database.url());
  }
}

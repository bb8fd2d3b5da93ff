package dev.drift.pipeline.record;

import static java.util.Objects.requireNonNull;

import dev.drift.store.TrailRow;
import dev.drift.store.TrailTable;
import dev.drift.trail.RecordType;
import dev.drift.trail.TrailRecord;
import dev.drift.trail.TrailStorage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Audit trails in the table of a store.
public final class StoredTrails implements TrailStorage {
  private final TrailTable table;

  public StoredTrails(TrailTable table) {
    this.table = requireNonNull(table, "table is null");
  }

  @Override
  public List<String> targets() {
    return table.targets();
  }

  @Override
  public Optional<TrailRecord> last(String target) {
    return table.last(target).map(StoredTrails::record);
  }

  @Override
  public Optional<TrailRecord> last(String target, RecordType type) {
    return table.last(target, type.label()).map(StoredTrails::record);
  }

  @Override
  public Optional<TrailRecord> from(String target, long number) {
    return table.from(target, number).map(StoredTrails::record);
  }

  @Override
  public Optional<TrailRecord> first(String target, RecordType type) {
    return table.first(target, type.label()).map(StoredTrails::record);
  }

  @Override
  public boolean append(TrailRecord record) {
    return table.append(row(record));
  }

  @Override
  public void read(String target, long from, Set<RecordType> types, Consumer<TrailRecord> each) {
    table.read(
        target,
        from,
        types.stream().map(RecordType::label).toList(),
        row -> each.accept(record(row)));
  }

  @Override
  public boolean prune(TrailRecord checkpoint, long upTo) {
    return table.prune(row(checkpoint), upTo);
  }

  private static TrailRecord record(TrailRow row) {
    return new TrailRecord(
        row.target(), row.seq(), row.at(), row.type(), row.previous(), row.body(), row.hash());
  }

  private static TrailRow row(TrailRecord record) {
    return new TrailRow(
        record.target(),
        record.seq(),
        record.at(),
        record.type(),
        record.previous(),
        record.body(),
        record.hash());
  }
}

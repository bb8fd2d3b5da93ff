package dev.drift.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Trails in memory, which a test may tamper with: `records` is the table of a store.
final class MemoryTrails implements TrailStorage {
  final List<TrailRecord> records = new ArrayList<>();

  @Override
  public synchronized List<String> targets() {
    return records.stream().map(TrailRecord::target).distinct().sorted().toList();
  }

  @Override
  public synchronized Optional<TrailRecord> last(String target) {
    return of(target).reduce((_, later) -> later);
  }

  @Override
  public synchronized Optional<TrailRecord> last(String target, RecordType type) {
    return of(target).filter(it -> it.is(type)).reduce((_, later) -> later);
  }

  @Override
  public synchronized Optional<TrailRecord> from(String target, long number) {
    return of(target).filter(it -> it.seq() >= number).findFirst();
  }

  @Override
  public synchronized Optional<TrailRecord> first(String target, RecordType type) {
    return of(target).filter(it -> it.is(type)).findFirst();
  }

  @Override
  public synchronized boolean append(TrailRecord record) {
    boolean follows =
        last(record.target())
            .map(it -> it.hash().equals(record.previous()) && it.seq() + 1 == record.seq())
            .orElse(record.seq() == 1);
    return follows && records.add(record);
  }

  @Override
  public synchronized void read(
      String target, long from, Set<RecordType> types, Consumer<TrailRecord> each) {
    of(target)
        .filter(it -> it.seq() >= from)
        .filter(it -> types.isEmpty() || types.stream().anyMatch(it::is))
        .toList()
        .forEach(each);
  }

  @Override
  public synchronized boolean prune(TrailRecord checkpoint, long upTo) {
    return append(checkpoint)
        && records.removeIf(it -> it.target().equals(checkpoint.target()) && it.seq() <= upTo);
  }

  private java.util.stream.Stream<TrailRecord> of(String target) {
    return records.stream().filter(it -> it.target().equals(target));
  }
}

package dev.drift.trail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Where trails are kept. Several processes may use one storage at the same time.
///
/// All methods throw a [dev.drift.model.DriftException] if the storage fails.
public interface TrailStorage {
  /// Those that have a trail, sorted.
  List<String> targets();

  /// @return empty if the target has no trail
  Optional<TrailRecord> last(String target);

  /// The last record of a type.
  Optional<TrailRecord> last(String target, RecordType type);

  /// The first record of at least this number.
  Optional<TrailRecord> from(String target, long number);

  /// The first record of a type.
  Optional<TrailRecord> first(String target, RecordType type);

  /// Appends a record if the one before it is still the last one. It is durable when this returns.
  ///
  /// @return whether it was appended; otherwise nothing changed
  boolean append(TrailRecord record);

  /// Records in the order of their numbers, as a stream: a trail need not fit into memory.
  ///
  /// @param from the lowest number
  /// @param types the only ones; empty for all
  void read(String target, long from, Set<RecordType> types, Consumer<TrailRecord> each);

  /// Deletes the records up to a number and appends what says so, both or neither.
  ///
  /// @return whether that was done; not if something was appended meanwhile
  boolean prune(TrailRecord checkpoint, long upTo);
}

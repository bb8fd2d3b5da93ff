package dev.drift.owner;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the records of Helm releases contain, each unpacked once however often a run evaluates:
/// unpacking is most of the work of [Owners]. A record is known by its content, so one that has
/// changed is read again. Threads may share it.
public final class ReleaseContents {
  /// Both kinds encode the same bytes differently.
  private record Key(GroupKind kind, Optional<Value> stored) {
    static Key of(ReleaseRecord record) {
      return new Key(record.object().id().groupKind(), record.stored());
    }
  }

  private final Map<Key, ReleaseRecord.Content> unpacked = new ConcurrentHashMap<>();

  /// Nothing is unpacked yet.
  public ReleaseContents() {}

  ReleaseRecord.Content of(ReleaseRecord record) {
    return unpacked.computeIfAbsent(Key.of(record), _ -> record.content());
  }

  /// Forgets all others, so that this never grows beyond one state of the cluster.
  void keepOnly(Stream<ReleaseRecord> records) {
    unpacked.keySet().retainAll(records.map(Key::of).collect(Collectors.toSet()));
  }

  int size() {
    return unpacked.size();
  }
}

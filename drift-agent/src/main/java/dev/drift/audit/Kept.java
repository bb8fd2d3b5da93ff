package dev.drift.audit;

import dev.drift.attribute.AuditEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest events of a file, as many as there is room for.
final class Kept {
  /// About 1 GiB of memory at most: values take more of it than their text.
  static final Room ROOM = new Room(200_000, 256L * 1024 * 1024);

  private final Room room;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long dropped;

  Kept(Room room) {
    this.room = room;
  }

  /// How much is kept.
  ///
  /// @param bytes of the lines
  record Room(int events, long bytes) {}

  private record Entry(AuditEvent event, int bytes) {}

  void add(AuditEvent event, int size) {
    entries.addLast(new Entry(event, size));
    bytes += size;
    while (entries.size() > room.events() || bytes > room.bytes()) {
      bytes -= entries.removeFirst().bytes();
      dropped++;
    }
  }

  List<AuditEvent> events() {
    return entries.stream().map(Entry::event).toList();
  }

  /// How many older ones there was no room for.
  long dropped() {
    return dropped;
  }
}

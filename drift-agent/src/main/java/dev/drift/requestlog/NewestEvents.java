package dev.drift.requestlog;

import dev.drift.attribute.LoggedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Keeps the newest events of a file, as many as fit in memory.
final class NewestEvents {
  /// How many times the memory of its line an event takes: a value is more than its text.
  private static final int MEMORY_OF_A_BYTE = 4;

  /// An eighth of the memory that there is, so that there is enough for all else.
  static final Room ROOM = Room.of(Runtime.getRuntime().maxMemory());

  private final Room room;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long dropped;

  NewestEvents(Room room) {
    this.room = room;
  }

  /// How much is kept.
  ///
  /// @param bytes of the lines
  record Room(int events, long bytes) {
    private static final int MOST_EVENTS = 200_000;
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    /// @param memory of the process, in bytes
    static Room of(long memory) {
      return new Room(MOST_EVENTS, Math.min(MOST_BYTES, memory / 8 / MEMORY_OF_A_BYTE));
    }
  }

  private record Entry(LoggedRequest event, int bytes) {}

  void add(LoggedRequest event, int size) {
    entries.addLast(new Entry(event, size));
    bytes += size;
    while (entries.size() > room.events() || bytes > room.bytes()) {
      bytes -= entries.removeFirst().bytes();
      dropped++;
    }
  }

  List<LoggedRequest> events() {
    return entries.stream().map(Entry::event).toList();
  }

  /// How many older ones there was no room for.
  long dropped() {
    return dropped;
  }
}

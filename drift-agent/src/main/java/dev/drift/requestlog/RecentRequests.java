package dev.drift.requestlog;

import dev.drift.attribute.LoggedRequest;
import dev.drift.attribute.RequestLog;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps the newest requests of an API server, as many as fit in memory: some about each object,
/// so that one that is written all the time displaces no other. The oldest lose their bodies first.
public final class RecentRequests {
  private static final Room ROOM = new Room(20, 10_000, 2L * 1024 * 1024);

  private final Room room;
  private final Set<Entry> entries = new LinkedHashSet<>();
  private final Map<Place, Deque<Entry>> byPlace = new HashMap<>();
  private final Deque<Entry> withBodies = new ArrayDeque<>();
  private long bodies;
  private Optional<Instant> droppedUpTo = Optional.empty();

  /// How much is kept.
  ///
  /// @param ofOne requests about one object
  /// @param bodies how large all bodies may be, in characters
  record Room(int ofOne, int all, long bodies) {}

  private record Place(String group, String resource, String namespace, String name) {
    static Place of(LoggedRequest request) {
      return new Place(request.group(), request.resource(), request.namespace(), request.name());
    }
  }

  /// Requests may be equal, and entries are not.
  private static final class Entry {
    private LoggedRequest request;
    private final long size;

    Entry(LoggedRequest request) {
      this.request = request;
      this.size = request.body().map(RecentRequests::size).orElse(0L);
    }
  }

  public RecentRequests() {
    this(ROOM);
  }

  RecentRequests(Room room) {
    this.room = room;
  }

  /// @param request as it may be kept, without plain secrets
  public void add(LoggedRequest request) {
    Entry entry = new Entry(request);
    entries.add(entry);
    Deque<Entry> ofOne = byPlace.computeIfAbsent(Place.of(request), _ -> new ArrayDeque<>());
    ofOne.addLast(entry);
    if (ofOne.size() > room.ofOne()) {
      drop(ofOne.getFirst());
    }
    if (entries.size() > room.all()) {
      Entry oldest = entries.iterator().next();
      droppedUpTo = Optional.of(oldest.request.time());
      drop(oldest);
    }
    if (request.body().isPresent()) {
      withBodies.addLast(entry);
      bodies += entry.size;
      while (bodies > room.bodies()) {
        Entry oldest = withBodies.removeFirst();
        bodies -= oldest.size;
        oldest.request = oldest.request.with(Optional.empty());
      }
    }
  }

  /// @param entry the oldest of its object
  private void drop(Entry entry) {
    entries.remove(entry);
    Place place = Place.of(entry.request);
    byPlace.computeIfPresent(
        place,
        (_, ofOne) -> {
          ofOne.removeFirst();
          return ofOne.isEmpty() ? null : ofOne;
        });
    if (withBodies.remove(entry)) {
      bodies -= entry.size;
    }
  }

  /// Those that matter, the oldest first.
  public List<LoggedRequest> events(RequestLog.Filter filter) {
    return entries.stream().map(it -> it.request).filter(filter::wants).toList();
  }

  public int size() {
    return entries.size();
  }

  /// When the newest request was made that had to make room for later ones; requests about one
  /// object that make room for others about it do not count.
  public Optional<Instant> droppedUpTo() {
    return droppedUpTo;
  }

  /// About how many characters a value has.
  public static long size(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          fields.entrySet().stream()
              .mapToLong(it -> it.getKey().length() + size(it.getValue()))
              .sum();
      case Value.Arr(List<Value> items) -> items.stream().mapToLong(RecentRequests::size).sum();
      case Value.Str(String text) -> text.length();
      case Value.Masked _ -> 64;
      case Value.Null _, Value.Bool _, Value.Num _ -> 8;
    };
  }
}

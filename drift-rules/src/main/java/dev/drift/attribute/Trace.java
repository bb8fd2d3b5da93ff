package dev.drift.attribute;

import dev.drift.finding.Attribution.Confidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Follows a path back through the requests on its object to the one that made it what it is.
///
/// That is not the last one that wrote the value: whole objects are written back again and again
/// by tools that changed something else. It is the first one since the path was last something
/// else.
final class Trace {
  private final RequestBodyReader bodies;
  private final Instant takenAt;
  private final Predicate<LoggedRequest> byOwner;

  /// The requests, newest first, since which the path is as it is now.
  private final List<LoggedRequest> since = new ArrayList<>();

  /// Applies that do not name the path, by manager: the oldest of those seen so far.
  private final Map<String, LoggedRequest> silent = new LinkedHashMap<>();

  private Optional<LoggedRequest> unclear = Optional.empty();
  private Optional<LoggedRequest> dropped = Optional.empty();
  private boolean knownBefore;

  /// Whether, before those requests, one was made of which the log does not have the body.
  private boolean bodyMissing;

  /// @param byOwner whether a request may be the one that `managedFields` records
  Trace(RequestBodyReader bodies, Instant takenAt, Predicate<LoggedRequest> byOwner) {
    this.bodies = bodies;
    this.takenAt = takenAt;
    this.byOwner = byOwner;
  }

  record Found(LoggedRequest event, Confidence confidence) {}

  /// @param events of the object, newest first
  /// @param removed whether the path is gone
  Optional<Found> find(List<LoggedRequest> events, boolean removed) {
    for (LoggedRequest event : events) {
      if (!goesOn(event)) {
        break;
      }
    }
    return proven()
        .or(() -> since.isEmpty() ? dropped.map(Trace::proven) : Optional.empty())
        .or(() -> since.isEmpty() ? unclear.map(Trace::likely) : Optional.empty())
        .or(() -> written(removed))
        .or(() -> byTime(events));
  }

  /// Whether what came before may be the one.
  private boolean goesOn(LoggedRequest event) {
    RequestEffect effect = bodies.effect(event);
    return switch (effect) {
      case NONE -> {
        if (event.applies()) {
          silent.put(event.manager(), event);
        }
        bodyMissing |= bodies.lacksBody(event);
        yield !event.creates();
      }
      case MAKES, CARRIES -> {
        since.add(event);
        bodyMissing = false;
        yield !event.creates();
      }
      case UNCLEAR -> {
        unclear = Optional.of(event);
        yield false;
      }
      case DIFFERS -> {
        if (since.isEmpty() && event.time().isAfter(takenAt)) {
          yield true; // it came after the cluster was read
        }
        knownBefore = !bodyMissing;
        if (event.applies() && !bodyMissing) {
          dropped = Optional.ofNullable(silent.get(event.manager()));
        }
        yield false;
      }
    };
  }

  /// The first request since the path was something else, where its body shows it.
  private Optional<Found> proven() {
    if (since.isEmpty()) {
      return Optional.empty();
    }
    LoggedRequest first = since.getLast();
    boolean shown = knownBefore || first.creates() || bodies.effect(first) == RequestEffect.MAKES;
    return shown ? Optional.of(proven(first)) : Optional.empty();
  }

  /// Whole objects were written, and what stood there before is not known.
  private Optional<Found> written(boolean removed) {
    return since.stream()
        .filter(byOwner)
        .findFirst()
        .or(() -> removed && !since.isEmpty() ? Optional.of(since.getLast()) : Optional.empty())
        .map(Trace::likely);
  }

  /// A request of the owner at its time, unless its body says nothing of the path.
  private Optional<Found> byTime(List<LoggedRequest> events) {
    return events.stream()
        .filter(byOwner)
        .filter(event -> bodies.lacksBody(event) || bodies.effect(event) != RequestEffect.NONE)
        .findFirst()
        .map(Trace::likely);
  }

  private static Found proven(LoggedRequest event) {
    return new Found(event, Confidence.PROVEN);
  }

  private static Found likely(LoggedRequest event) {
    return new Found(event, Confidence.LIKELY);
  }
}

package dev.drift.act.state;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.group.Told;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one channel was told.
///
/// @param told by the key of the group; what is in the queue counts as told
/// @param queue the identifiers of messages that may not be sent yet, the oldest first
/// @param notBefore the receiver asked to be left alone until then; empty if it did not
public record ChannelState(
    SortedMap<String, Told> told, List<String> queue, Optional<Instant> notBefore) {
  public static final ChannelState NOTHING =
      new ChannelState(new TreeMap<>(), List.of(), Optional.empty());

  public ChannelState {
    told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
    queue = List.copyOf(queue);
    requireNonNull(notBefore, "notBefore is null");
  }

  public ChannelState with(SortedMap<String, Told> other) {
    return new ChannelState(other, queue, notBefore);
  }

  public ChannelState with(List<String> other) {
    return new ChannelState(told, other, notBefore);
  }

  public ChannelState until(Optional<Instant> other) {
    return new ChannelState(told, queue, other);
  }
}

package dev.drift.act.message;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.group.Told;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Something to be sent, as it is sent.
///
/// @param id unique; a receiver that gets a message twice knows it by this
/// @param body JSON
/// @param before what the channel knew of the groups that the message is about, by their keys;
///     empty for a group that it did not know
public record Message(String id, String body, Map<String, Optional<Told>> before) {
  public Message {
    requireNonNull(id, "id is null");
    requireNonNull(body, "body is null");
    before = Collections.unmodifiableMap(new TreeMap<>(before));
  }
}

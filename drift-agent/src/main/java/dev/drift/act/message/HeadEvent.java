package dev.drift.act.message;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.net.http.Patience;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The head of an audit trail as a CloudEvent.
///
/// @param target 12 hexadecimal digits
/// @param seq the number of the last record
/// @param hash of the last record
/// @param at the time of the last record
public record HeadEvent(String target, long seq, String hash, String at) {
  private static final String TYPE = "dev.drift.audit.head.v1";

  public HeadEvent {
    requireNonNull(target, "target is null");
    requireNonNull(hash, "hash is null");
    requireNonNull(at, "at is null");
  }

  /// @param id of the event
  /// @return why it did not arrive: the second half of a sentence
  public Optional<String> send(Receiver.Events receiver, Patience sender, String id, Instant now) {
    Message message = new Message(id, body(id, now), Map.of());
    return switch (Delivery.of(sender.send(receiver.call(message, now)))) {
      case Delivery.Arrived() -> Optional.empty();
      case Delivery.Later(String why) -> Optional.of(why);
      case Delivery.Refused(String why) -> Optional.of(why);
    };
  }

  private String body(String id, Instant now) {
    return JsonWriter.text(
        Value.Obj.EMPTY
            .with("specversion", Value.of("1.0"))
            .with("id", Value.of(id))
            .with("source", Value.of("urn:drift:target:" + target))
            .with("type", Value.of(TYPE))
            .with("time", Value.of(now.toString()))
            .with("datacontenttype", Value.of("application/json"))
            .with(
                "data",
                Value.Obj.EMPTY
                    .with("target", Value.of(target))
                    .with("seq", Value.Num.of(seq))
                    .with("hash", Value.of(hash))
                    .with("at", Value.of(at))));
  }
}

package dev.drift.snapshot;

import dev.drift.model.value.Path;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The facts of masked secrets as a snapshot holds them. One that was recorded before there were
/// any has none.
final class SecretFactsFormat {
  private SecretFactsFormat() {}

  /// By the place of each mask, for its facts `validFrom` and `validUntil`, `defaultOf`, or
  /// `release`.
  static Value.Obj toObject(Map<Path, SecretFacts> places) {
    Map<String, Value> all = new TreeMap<>();
    places.forEach((place, facts) -> all.put(place.toString(), object(facts)));
    return new Value.Obj(all);
  }

  private static Value.Obj object(SecretFacts facts) {
    Map<String, Value> fields = new TreeMap<>();
    facts.defaultOf().ifPresent(product -> fields.put("defaultOf", Value.of(product)));
    facts
        .validity()
        .ifPresent(
            validity -> {
              fields.put("validFrom", Value.of(validity.from().toString()));
              fields.put("validUntil", Value.of(validity.until().toString()));
            });
    facts
        .release()
        .ifPresent(release -> fields.put("release", ReleaseFactsFormat.toObject(release)));
    return new Value.Obj(fields);
  }

  /// @throws IllegalArgumentException if it is none
  static SecretFacts of(Value.Obj entry) {
    if (entry.fields().isEmpty()) {
      return SecretFacts.NONE;
    }
    Optional<Instant> from = entry.text("validFrom").map(SecretFactsFormat::instant);
    Optional<Instant> until = entry.text("validUntil").map(SecretFactsFormat::instant);
    return new SecretFacts(
        from.flatMap(start -> until.map(end -> new SecretFacts.Validity(start, end))),
        entry.text("defaultOf"),
        entry.get("release").map(ReleaseFactsFormat::of));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }
}

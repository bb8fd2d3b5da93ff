package dev.drift.rule.delivery;

import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.util.Optional;

/// What Flux and Argo CD say of themselves.
final class Delivery {
  private static final int LONGEST = 200;

  private Delivery() {}

  /// The condition of this type.
  static Optional<Value.Obj> condition(LiveResource resource, String type) {
    return resource.content().object("status").objects("conditions").stream()
        .filter(condition -> condition.text("type").equals(Optional.of(type)))
        .findFirst();
  }

  /// What a controller wrote, in one line that is not too long.
  static String words(Optional<String> message) {
    String line = message.orElse("").replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
  }
}

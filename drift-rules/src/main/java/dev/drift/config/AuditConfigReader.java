package dev.drift.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `audit` of a `drift.yaml`: where the head of the audit trail is sent.
final class AuditConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys("audit", List.of("head"), Map.of(), Map.of("send", "head"));
  private static final KnownKeys HEAD_KEYS =
      new KnownKeys(
          "head", List.of("channel"), Map.of(), Map.of("webhook", "channel", "to", "channel"));

  private AuditConfigReader() {}

  /// @param channels of the same file
  /// @return empty if there is none, or a problem with it
  static Optional<Channel> head(Mapping root, List<Channel> channels) {
    Optional<Mapping> audit = root.mapping("audit");
    audit.ifPresent(it -> it.check(KEYS));
    return audit.flatMap(it -> it.mapping("head")).flatMap(it -> channel(it, channels));
  }

  private static Optional<Channel> channel(Mapping head, List<Channel> channels) {
    head.check(HEAD_KEYS);
    if (!head.has("channel")) {
      head.problem("channel is missing: name a channel of type webhook");
    }
    Optional<String> name = head.text("channel");
    Optional<Channel> channel =
        channels.stream()
            .filter(it -> name.equals(Optional.of(it.name())))
            .filter(it -> it.target() instanceof Channel.Target.Webhook)
            .findFirst();
    if (name.isPresent() && channel.isEmpty()) {
      head.problem(
          "channel",
          "%s is not a channel of type webhook in this file; add it below channels"
              .formatted(name.get()));
    }
    return channel;
  }
}

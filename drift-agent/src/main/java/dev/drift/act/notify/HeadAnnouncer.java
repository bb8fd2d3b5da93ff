package dev.drift.act.notify;

import static java.util.Objects.requireNonNull;

import dev.drift.act.message.HeadEvent;
import dev.drift.act.message.Receiver;
import dev.drift.act.message.Signature;
import dev.drift.config.Channel;
import dev.drift.net.http.Patience;
import java.net.URI;
import java.util.Optional;

/// Sends the head of an audit trail to a webhook, where it proves later what the trail was.
public final class HeadAnnouncer {
  private final Announcer.Surroundings surroundings;

  public HeadAnnouncer(Announcer.Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  /// Nothing is kept if it does not arrive: the next head proves all that this one would.
  ///
  /// @param channel a webhook
  /// @return why it did not arrive: the second half of a sentence
  public Optional<String> send(Channel channel, HeadEvent head) {
    if (!(channel.target() instanceof Channel.Target.Webhook webhook)) {
      return Optional.of("it is not a webhook");
    }
    try {
      ChannelLinks links = new ChannelLinks(surroundings);
      URI url = links.url(webhook);
      Optional<Signature> signature = webhook.key().map(links::secret).map(Signature::new);
      try (Patience sender = links.sender(url, webhook.authorities())) {
        return head.send(
            new Receiver.Events(url, signature),
            sender,
            surroundings.ids().get(),
            surroundings.clock().instant());
      }
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}

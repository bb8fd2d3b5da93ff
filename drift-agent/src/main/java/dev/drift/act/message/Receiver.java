package dev.drift.act.message;

import static java.util.Objects.requireNonNull;

import dev.drift.net.http.HttpCall;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who gets messages. URLs may be secrets, so it prints as its kind only.
public sealed interface Receiver {
  String body(Digest digest);

  /// A message as it is sent at a time.
  HttpCall call(Message message, Instant now);

  /// An incoming webhook:
  /// <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>.
  record Slack(URI url) implements Receiver {
    public Slack {
      requireNonNull(url, "url is null");
    }

    @Override
    public String body(Digest digest) {
      return SlackMessage.of(digest);
    }

    @Override
    public HttpCall call(Message message, Instant now) {
      return post(url, Map.of("Content-Type", "application/json; charset=utf-8"), message);
    }

    @Override
    public String toString() {
      return "Slack";
    }
  }

  /// Any receiver of CloudEvents.
  ///
  /// @param signature empty if messages are not signed
  record Events(URI url, Optional<Signature> signature) implements Receiver {
    public Events {
      requireNonNull(url, "url is null");
      requireNonNull(signature, "signature is null");
    }

    @Override
    public String body(Digest digest) {
      return CloudEvent.of(digest);
    }

    @Override
    public HttpCall call(Message message, Instant now) {
      Map<String, String> headers = new HashMap<>();
      headers.put("Content-Type", CloudEvent.MEDIA_TYPE);
      signature.ifPresent(it -> headers.putAll(it.headers(message.id(), now, message.body())));
      return post(url, headers, message);
    }

    @Override
    public String toString() {
      return "Events";
    }
  }

  /// Sent again if it is not known whether it arrived: a message that arrives twice, which its
  /// identifier tells, is better than one that is lost.
  private static HttpCall post(URI url, Map<String, String> headers, Message message) {
    return new HttpCall("POST", url, headers, Optional.of(message.body()), true);
  }
}

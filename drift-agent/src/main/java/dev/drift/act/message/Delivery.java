package dev.drift.act.message;

import static java.util.Objects.requireNonNull;

import dev.drift.net.http.HttpAnswer;
import java.util.Optional;

/// What became of a message. Reasons are the second half of a sentence and hold no credentials.
sealed interface Delivery {
  record Arrived() implements Delivery {}

  /// The receiver may take it another time.
  record Later(String why) implements Delivery {
    public Later {
      requireNonNull(why, "why is null");
    }
  }

  /// The receiver will not take it.
  record Refused(String why) implements Delivery {
    public Refused {
      requireNonNull(why, "why is null");
    }
  }

  static Delivery of(HttpAnswer answer) {
    return switch (answer) {
      case HttpAnswer.NotSent(String why) -> new Later(why);
      case HttpAnswer.Unknown(String why) -> new Later(why);
      case HttpAnswer.Received received when received.isSuccess() -> new Arrived();
      case HttpAnswer.Received received -> failed(received);
    };
  }

  private static Delivery failed(HttpAnswer.Received answer) {
    String why =
        "it returned HTTP %d%s%s"
            .formatted(answer.status(), word(answer).orElse(""), hint(answer.status()));
    return switch (answer.status()) {
      case 408, 425, 429 -> new Later(why);
      default -> answer.status() >= 500 ? new Later(why) : new Refused(why);
    };
  }

  /// Slack answers with a word such as `invalid_payload`; a longer text may quote the message:
  /// <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors>.
  private static Optional<String> word(HttpAnswer.Received answer) {
    String text = answer.text().strip();
    return text.matches("[a-z]+(_[a-z]+){1,5}") ? Optional.of(" (" + text + ")") : Optional.empty();
  }

  private static String hint(int status) {
    return switch (status) {
      case 301, 302, 307, 308 -> "; redirects are not followed, update its url";
      case 401, 403 -> "; check its url and secret";
      case 404 -> "; check its url";
      case 410 -> "; it is gone, remove the channel or update its url";
      default -> "";
    };
  }
}

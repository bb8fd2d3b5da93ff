package dev.drift.act.message;

import com.sun.net.httpserver.HttpExchange;
import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import dev.drift.net.http.StandIn;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// An incoming webhook of Slack as its documentation describes it:
/// <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>, with the limits of
/// <https://docs.slack.dev/reference/block-kit/blocks>.
public final class SlackStandIn extends StandIn {
  public static final String PATH = "/services/T000/B000/s3cr3tOfTheUrl";

  private final List<String> messages = new CopyOnWriteArrayList<>();

  public SlackStandIn() {}

  SlackStandIn(int port) {
    super(port);
  }

  public URI webhook() {
    return url().resolve(PATH);
  }

  /// What people see, message by message.
  public List<String> messages() {
    return messages;
  }

  @Override
  protected Reply answer(HttpExchange exchange, String body) {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return Reply.of(404, "no_service");
    }
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!exchange.getRequestMethod().equals("POST") || !type.startsWith("application/json")) {
      return Reply.of(400, "invalid_payload");
    }
    Optional<String> shown = shown(body);
    if (shown.isEmpty()) {
      return Reply.of(400, "invalid_blocks");
    }
    messages.add(shown.get());
    return Reply.of(200, "ok");
  }

  private static Optional<String> shown(String body) {
    Value.Obj message;
    try {
      message = (Value.Obj) JsonReader.read(body);
    } catch (IOException _) {
      return Optional.empty();
    }
    List<Value.Obj> blocks = message.objects("blocks");
    String text = message.text("text").orElse("");
    boolean valid =
        Set.of("text", "blocks", "unfurl_links", "unfurl_media")
                .containsAll(message.fields().keySet())
            && !text.isEmpty()
            && text.length() <= 40_000
            && !text.contains("<")
            && !blocks.isEmpty()
            && blocks.size() <= 50;
    List<String> lines = new ArrayList<>();
    for (Value.Obj block : blocks) {
      valid &= isValid(block, lines);
    }
    return valid ? Optional.of(String.join("\n", lines)) : Optional.empty();
  }

  private static boolean isValid(Value.Obj block, List<String> lines) {
    return switch (block.text("type").orElse("")) {
      case "header" -> isText(block.object("text"), 150, lines);
      case "section" -> isText(block.object("text"), 3000, lines);
      case "context" ->
          block.objects("elements").size() <= 10
              && block.objects("elements").stream().allMatch(it -> isText(it, 3000, lines));
      default -> false;
    };
  }

  private static boolean isText(Value.Obj text, int longest, List<String> lines) {
    String content = text.text("text").orElse("");
    lines.add(content);
    return Set.of("type", "text", "emoji").containsAll(text.fields().keySet())
        && text.text("type").equals(Optional.of("plain_text"))
        && !content.isEmpty()
        && content.length() <= longest;
  }
}

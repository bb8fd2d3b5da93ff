package dev.drift.act.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import dev.drift.net.http.StandIn;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A receiver of CloudEvents that checks what its specification demands, and the signature as
/// <https://github.com/standard-webhooks/standard-webhooks> describes it. It drops a message whose
/// identifier it has seen.
public final class EventReceiver extends StandIn {
  public static final String SECRET = "s3cr3t-key-of-the-webhook";

  private final Set<String> seen = new TreeSet<>();
  private final List<Value.Obj> events = new CopyOnWriteArrayList<>();

  public EventReceiver() {}

  EventReceiver(int port) {
    super(port);
  }

  /// Without those that came twice.
  public List<Value.Obj> events() {
    return events;
  }

  /// The types of all notices, event by event.
  public List<List<String>> notices() {
    return events.stream()
        .map(
            event ->
                event.object("data").objects("notices").stream()
                    .map(notice -> notice.text("type").orElseThrow())
                    .toList())
        .toList();
  }

  @Override
  protected Reply answer(HttpExchange exchange, String body) {
    var headers = exchange.getRequestHeaders();
    if (!"application/cloudevents+json; charset=UTF-8".equals(headers.getFirst("Content-Type"))) {
      return Reply.of(415, "");
    }
    Value.Obj event;
    try {
      event = (Value.Obj) JsonReader.read(body);
    } catch (IOException _) {
      return Reply.of(400, "");
    }
    if (!isSigned(
        headers.getFirst("webhook-id"),
        headers.getFirst("webhook-timestamp"),
        headers.getFirst("webhook-signature"),
        body)) {
      return Reply.of(401, "");
    }
    if (!isCloudEvent(event)
        || !event.text("id").equals(Optional.of(headers.getFirst("webhook-id")))) {
      return Reply.of(400, "");
    }
    if (seen.add(event.text("id").orElseThrow())) {
      events.add(event);
    }
    return Reply.of(204, "");
  }

  private static boolean isSigned(String id, String time, String signature, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      byte[] expected = mac.doFinal((id + "." + time + "." + body).getBytes(UTF_8));
      return ("v1," + Base64.getEncoder().encodeToString(expected)).equals(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes>
  private static boolean isCloudEvent(Value.Obj event) {
    boolean known =
        Set.of("specversion", "id", "source", "type", "time", "datacontenttype", "data")
            .containsAll(event.fields().keySet());
    Instant.parse(event.text("time").orElse(""));
    return known
        && event.text("specversion").equals(Optional.of("1.0"))
        && event.text("source").filter(it -> it.startsWith("urn:")).isPresent()
        && event.text("type").filter(it -> it.startsWith("dev.drift.")).isPresent()
        && event.text("datacontenttype").equals(Optional.of("application/json"))
        && !event.object("data").fields().isEmpty();
  }
}

package dev.drift.attribute;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A request that changed something, from the request log of an API server.
///
/// See https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/.
///
/// @param time when it was answered
/// @param user whom the API server authenticated
/// @param actingAs whom that user impersonated; empty if nobody
/// @param subresource such as `scale`; empty for the object itself
/// @param version that the request spoke, such as `v1`
/// @param resource plural, such as `deployments`
/// @param namespace empty for cluster-scoped resources, but for a Namespace its own name
/// @param name empty for a deletion of many
/// @param tool name and version from the User-Agent
/// @param manager the field manager: as the request named it, or the tool's name
/// @param code of the answer
/// @param body what was sent, where the log has it. May hold secrets: it is compared, and never
///     goes anywhere else.
public record LoggedRequest(
    Instant time,
    String user,
    String actingAs,
    String verb,
    String subresource,
    String group,
    String version,
    String resource,
    String namespace,
    String name,
    String tool,
    String manager,
    int code,
    Optional<Value> body) {
  private static final Set<String> VERBS =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /// Subresources by which what manifests say is written, or an object goes.
  private static final Set<String> SUBRESOURCES =
      Set.of("", "scale", "eviction", "ephemeralcontainers", "resize");

  private static final String STAGE = "ResponseComplete";

  /// The API server takes 128 characters of a User-Agent for a manager's name.
  private static final int NAME_LENGTH = 128;

  private static final int USER_LENGTH = 512;

  public LoggedRequest {
    requireNonNull(time, "time is null");
    requireNonNull(user, "user is null");
    requireNonNull(actingAs, "actingAs is null");
    requireNonNull(verb, "verb is null");
    requireNonNull(subresource, "subresource is null");
    requireNonNull(group, "group is null");
    requireNonNull(version, "version is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(tool, "tool is null");
    requireNonNull(manager, "manager is null");
    requireNonNull(body, "body is null");
  }

  /// Whether an event with this at `name` may have changed something: tells most events apart
  /// before all of them is read.
  public static boolean mayMatter(String name, String value) {
    return switch (name) {
      case "verb" -> VERBS.contains(value);
      case "stage" -> value.equals(STAGE);
      default -> true;
    };
  }

  /// The event; empty if the request changed nothing of what is compared: it only read,
  /// failed, was a dry-run, wrote a status, or is recorded at an earlier stage than its end.
  public static Optional<LoggedRequest> of(Value.Obj event) {
    String verb = event.text("verb").orElse("");
    int code = code(event);
    Optional<Instant> time = time(event);
    String uri = event.text("requestURI").orElse("");
    Value.Obj object = event.object("objectRef");
    if (!VERBS.contains(verb)
        || !event.text("stage").equals(Optional.of(STAGE))
        || code < 200
        || code > 299
        || time.isEmpty()
        || object.text("resource").isEmpty()
        || !SUBRESOURCES.contains(object.text("subresource").orElse(""))
        || isDryRun(event, uri)) {
      return Optional.empty();
    }
    String agent = event.text("userAgent").orElse("");
    Value.Obj answered = event.object("responseObject").object("metadata");
    return Optional.of(
        new LoggedRequest(
            time.get(),
            cut(event.object("user").text("username").orElse(""), USER_LENGTH),
            cut(event.object("impersonatedUser").text("username").orElse(""), USER_LENGTH),
            verb,
            object.text("subresource").orElse(""),
            object.text("apiGroup").orElse(""),
            object.text("apiVersion").orElse(""),
            object.text("resource").get(),
            object.text("namespace").orElse(""),
            object
                .text("name")
                .or(() -> verb.equals("create") ? answered.text("name") : Optional.empty())
                .orElse(""),
            cut(before(agent, ' '), NAME_LENGTH),
            Query.first(uri, "fieldManager")
                .filter(manager -> !manager.isEmpty())
                .orElseGet(() -> cut(before(agent, '/'), NAME_LENGTH)),
            code,
            event.get("requestObject").filter(body -> body != Value.Null.NULL)));
  }

  /// The same with another body.
  public LoggedRequest with(Optional<Value> other) {
    return new LoggedRequest(
        time,
        user,
        actingAs,
        verb,
        subresource,
        group,
        version,
        resource,
        namespace,
        name,
        tool,
        manager,
        code,
        other);
  }

  /// Whether the object came to be by it: an apply and an update may create, too.
  boolean creates() {
    return subresource.isEmpty() && (verb.equals("create") || code == 201);
  }

  /// Whether the object went by it.
  public boolean deletes() {
    return verb.equals("create") ? subresource.equals("eviction") : deletesDirectly();
  }

  private boolean deletesDirectly() {
    return subresource.isEmpty() && (verb.equals("delete") || deletesMany());
  }

  public boolean deletesMany() {
    return verb.equals("deletecollection");
  }

  /// Whether the body is a server-side apply: the request log does not have the media type, and no
  /// other patch need name what it is for.
  boolean applies() {
    return verb.equals("patch")
        && body.filter(Value.Obj.class::isInstance)
            .map(Value.Obj.class::cast)
            .filter(object -> object.text("apiVersion").isPresent())
            .filter(object -> object.text("kind").isPresent())
            .filter(object -> object.object("metadata").text("name").isPresent())
            .isPresent();
  }

  private static int code(Value.Obj event) {
    return event.object("responseStatus").number("code").map(BigDecimal::intValue).orElse(0);
  }

  private static Optional<Instant> time(Value.Obj event) {
    try {
      return event
          .text("stageTimestamp")
          .or(() -> event.text("requestReceivedTimestamp"))
          .map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// A deletion has it in its options, every other request in its URL.
  private static boolean isDryRun(Value.Obj event, String uri) {
    Value.Obj body = event.object("requestObject");
    List<Value> options = body.list("dryRun");
    List<Value> ofEviction = body.object("deleteOptions").list("dryRun");
    return Query.first(uri, "dryRun").filter(value -> !value.isEmpty()).isPresent()
        || !options.isEmpty()
        || !ofEviction.isEmpty();
  }

  private static String before(String text, char end) {
    int index = text.indexOf(end);
    return index < 0 ? text : text.substring(0, index);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}

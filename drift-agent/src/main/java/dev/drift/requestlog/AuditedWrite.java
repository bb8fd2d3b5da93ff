package dev.drift.requestlog;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.LoggedRequest;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A request that changed something, as the API server's request log has it.
///
/// @param id the API server's, unless the client sent one: so it need not be unique
/// @param request its body may hold secrets in plain text: compare it, and drop it
/// @param groups of the user whom the API server authenticated
public record AuditedWrite(String id, LoggedRequest request, List<String> groups) {
  public AuditedWrite {
    requireNonNull(id, "id is null");
    requireNonNull(request, "request is null");
    groups = List.copyOf(groups);
  }

  /// @return empty if the event has no ID, or the request changed nothing
  static Optional<AuditedWrite> of(Value.Obj event) {
    return id(event)
        .flatMap(
            id ->
                LoggedRequest.of(event)
                    .map(request -> new AuditedWrite(id, request, groups(event.object("user")))));
  }

  static Optional<String> id(Value.Obj event) {
    return event.text("auditID").filter(text -> !text.isEmpty());
  }

  private static List<String> groups(Value.Obj user) {
    return user.list("groups").stream()
        .filter(Value.Str.class::isInstance)
        .map(group -> ((Value.Str) group).value())
        .toList();
  }

  /// The same for an event that arrives twice, and no other: a client that sends the ID of another
  /// request hides nothing.
  public String key() {
    return key(
        id,
        request.time(),
        request.user(),
        request.verb(),
        request.namespace(),
        request.name(),
        request.subresource());
  }

  /// Of the parts of a write.
  public static String key(
      String id,
      Instant time,
      String user,
      String verb,
      String namespace,
      String name,
      String subresource) {
    return String.join(
        " ",
        id,
        Long.toString(time.toEpochMilli()),
        user,
        verb,
        namespace + "/" + name,
        subresource);
  }

  /// The same with another body.
  public AuditedWrite with(Optional<Value> body) {
    return new AuditedWrite(id, request.with(body), groups);
  }
}

package dev.drift.attribute;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells what the bodies of requests did to a path of a resource.
///
/// Bodies hold secrets as they are. Where the live state is masked, they are masked alike before
/// they are compared.
final class RequestBodyReader {
  private static final Path REPLICAS = Path.of("spec", "replicas");

  /// Subresources whose bodies are the object itself, or patches of it.
  private static final Set<String> OF_THE_OBJECT = Set.of("", "ephemeralcontainers", "resize");

  private final ResourceRef resource;
  private final SoughtValue sought;
  private final Optional<Redactor> masking;

  RequestBodyReader(ResourceRef resource, SoughtValue sought, Optional<Redactor> masking) {
    this.resource = resource;
    this.sought = sought;
    this.masking = masking;
  }

  /// Whether the request may have written the path, and the log does not say.
  boolean lacksBody(LoggedRequest event) {
    return reaches(event) && body(event).isEmpty();
  }

  private boolean reaches(LoggedRequest event) {
    return !event.deletes()
        && (OF_THE_OBJECT.contains(event.subresource())
            || (event.subresource().equals("scale") && sought.path().equals(REPLICAS)));
  }

  /// What was sent, where it has the paths that the live object has.
  private Optional<Value> body(LoggedRequest event) {
    return event.body().filter(_ -> event.version().isEmpty() || event.version().equals(version()));
  }

  private String version() {
    String apiVersion = resource.apiVersion();
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  RequestEffect effect(LoggedRequest event) {
    if (!reaches(event)) {
      return RequestEffect.NONE;
    }
    return switch (body(event).orElse(Value.Null.NULL)) {
      case Value.Obj object -> object(event, object);
      case Value.Arr(List<Value> operations) -> operations(operations);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ ->
          RequestEffect.NONE;
    };
  }

  private RequestEffect object(LoggedRequest event, Value.Obj body) {
    boolean scales = event.subresource().equals("scale");
    boolean whole = !scales && (!event.verb().equals("patch") || event.creates());
    ObjectBody reader = new ObjectBody(sought, whole, event.applies());
    RequestEffect plain = reader.effect(stored(body));
    // Masking is slow, and most bodies do not name the path.
    return plain == RequestEffect.NONE || masking.isEmpty()
        ? plain
        : reader.effect(stored(masking.get().redact(resource, body)));
  }

  private RequestEffect operations(List<Value> operations) {
    RequestEffect effect = new OperationsBody(sought).effect(operations);
    // A value that stands alone cannot be masked as it would be in its object.
    return effect == RequestEffect.DIFFERS && masking.isPresent() ? RequestEffect.UNCLEAR : effect;
  }

  private Value.Obj stored(Value.Obj body) {
    return isSecret(resource.id()) ? withData(body) : body;
  }

  private static boolean isSecret(ResourceId id) {
    return id.groupKind().equals(Kinds.SECRET);
  }

  /// A Secret's `stringData` becomes its `data`.
  private static Value.Obj withData(Value.Obj body) {
    Value.Obj data = body.object("data");
    for (Map.Entry<String, Value> entry : body.object("stringData").fields().entrySet()) {
      data = data.with(entry.getKey(), base64(entry.getValue()));
    }
    return data.fields().isEmpty() ? body : body.with("data", data);
  }

  private static Value base64(Value value) {
    return value instanceof Value.Str(String text)
        ? Value.of(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        : value;
  }
}

package dev.drift.kubernetes.write;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.Call;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.ResourcePath;
import dev.drift.kubernetes.http.Retries;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the API server what it would store for a manifest, admission included, without storing it.
///
/// A CREATE under another name, so that the answer does not depend on the live object. If that name
/// is not valid (a CRD is named after its group), a PUT of the object itself.
final class DryRun {
  private static final String OPTIONS = "fieldManager=drift&fieldValidation=Ignore";
  private static final String SUFFIX = "-drift-dry-run";
  private static final int LONGEST_NAME = 52;

  private final ApiServer api;
  private final Redactor redactor;
  private final DryRunSupport support;

  DryRun(ApiServer api, Redactor redactor) {
    this.api = api;
    this.redactor = redactor;
    this.support = new DryRunSupport(api);
  }

  DryRunAnswer of(ApiKind kind, DryRunQuestion question) {
    if (!support.has(kind)) {
      return new DryRunAnswer.Refused(
          "the API server of %s does not declare support for dry-run, so it was not asked"
              .formatted(kind.apiVersion()),
          true);
    }
    DesiredResource resource = question.desired();
    String name = resource.id().name();
    String shadowName = shadowName(name);
    Optional<String> namespace =
        kind.namespaced() ? Optional.of(resource.id().namespace()) : Optional.empty();
    String collection = ResourcePath.collection(kind, namespace);
    Value.Obj metadata = resource.content().object("metadata");
    Value.Obj shadow =
        resource.content().with("metadata", metadata.with("name", Value.of(shadowName)));
    try {
      Value.Obj stored = send("POST", collection, shadow);
      return new DryRunAnswer.Stored((Value.Obj) renamed(stored, shadowName, name));
    } catch (RequestFailed e) {
      if (e.kind() == RequestFailed.Kind.FORBIDDEN) {
        return refused(e);
      }
      return put(collection, resource, question.live());
    }
  }

  /// Admission may have written the name into other fields, too.
  private static Value renamed(Value value, String from, String to) {
    return switch (value) {
      case Value.Str(String text) -> Value.of(text.replace(from, to));
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> result = new LinkedHashMap<>();
        fields.forEach((field, inner) -> result.put(field, renamed(inner, from, to)));
        yield new Value.Obj(result);
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(item -> renamed(item, from, to)).toList());
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> value;
    };
  }

  private DryRunAnswer put(String collection, DesiredResource resource, LiveResource live) {
    Value.Obj metadata = resource.content().object("metadata");
    for (String field : new String[] {"resourceVersion", "uid"}) {
      Optional<Value> value = live.metadata().get(field);
      metadata = value.isPresent() ? metadata.with(field, value.get()) : metadata;
    }
    try {
      return new DryRunAnswer.Stored(
          send(
              "PUT",
              collection + "/" + ResourcePath.encode(resource.id().name()),
              resource.content().with("metadata", metadata)));
    } catch (RequestFailed e) {
      return refused(e);
    }
  }

  private DryRunAnswer refused(RequestFailed e) {
    return new DryRunAnswer.Refused(
        redactor.text(e.why()), e.kind() == RequestFailed.Kind.FORBIDDEN);
  }

  private Value.Obj send(String method, String path, Value.Obj object) throws RequestFailed {
    Value answer =
        api.send(
            new Call.DryRun(method, path, OPTIONS, JsonWriter.text(object)),
            Retries.PATIENT,
            JsonReader::read);
    if (answer instanceof Value.Obj stored) {
      return stored.with("metadata", stored.object("metadata").without("managedFields"));
    }
    throw new RequestFailed(RequestFailed.Kind.OTHER, "the response is not an object");
  }

  private static String shadowName(String name) {
    String start =
        name.length() > LONGEST_NAME - SUFFIX.length()
            ? name.substring(0, LONGEST_NAME - SUFFIX.length())
            : name;
    return start + SUFFIX;
  }
}

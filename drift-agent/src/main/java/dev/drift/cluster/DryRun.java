package dev.drift.cluster;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.ApiKind;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.Value;
import dev.drift.secret.Redactor;
import java.util.Optional;

/// Asks the API server what it would store for a manifest, admission included, without storing it.
///
/// A CREATE under another name, so that the answer does not depend on the object that is there;
/// where such a name cannot be (a CRD is named after its group), a PUT of the object itself.
final class DryRun {
  private static final String OPTIONS = "dryRun=All&fieldManager=drift&fieldValidation=Ignore";
  private static final String SUFFIX = "-drift-dry-run";
  private static final int LONGEST_NAME = 52;

  private final ApiServer api;
  private final Redactor redactor;

  DryRun(ApiServer api, Redactor redactor) {
    this.api = api;
    this.redactor = redactor;
  }

  /// What the server answered.
  sealed interface Answer {
    /// @param object under the name that the manifest has
    record Stored(Value.Obj object) implements Answer {}

    /// @param why the second half of a sentence, without a secret
    record Refused(String why) implements Answer {}
  }

  Answer of(ApiKind kind, DesiredResource resource, LiveResource live) {
    Optional<String> namespace =
        kind.namespaced() ? Optional.of(resource.id().namespace()) : Optional.empty();
    String collection = Lister.collection(kind, namespace);
    Value.Obj metadata = resource.content().object("metadata");
    Value.Obj shadow =
        resource
            .content()
            .with("metadata", metadata.with("name", Value.of(shadowName(resource.id().name()))));
    try {
      Value.Obj stored = send("POST", collection + "?" + OPTIONS, shadow);
      return new Answer.Stored(
          stored.with(
              "metadata", stored.object("metadata").with("name", Value.of(resource.id().name()))));
    } catch (RequestFailed e) {
      if (e.kind() == RequestFailed.Kind.FORBIDDEN) {
        return refused(e);
      }
      return put(collection, resource, live);
    }
  }

  private Answer put(String collection, DesiredResource resource, LiveResource live) {
    Value.Obj metadata = resource.content().object("metadata");
    for (String field : new String[] {"resourceVersion", "uid"}) {
      Optional<Value> value = live.metadata().get(field);
      metadata = value.isPresent() ? metadata.with(field, value.get()) : metadata;
    }
    try {
      return new Answer.Stored(
          send(
              "PUT",
              collection + "/" + Lister.encode(resource.id().name()) + "?" + OPTIONS,
              resource.content().with("metadata", metadata)));
    } catch (RequestFailed e) {
      return refused(e);
    }
  }

  private Answer refused(RequestFailed e) {
    return new Answer.Refused(redactor.text(e.why()));
  }

  private Value.Obj send(String method, String path, Value.Obj object) throws RequestFailed {
    Value answer =
        api.exchange(
            new ApiServer.Call(
                method, path, "application/json", Optional.of(JsonWriter.text(object))),
            Retries.PATIENT,
            JsonReader::read);
    if (answer instanceof Value.Obj stored) {
      return stored.with("metadata", stored.object("metadata").without("managedFields"));
    }
    throw new RequestFailed(RequestFailed.Kind.OTHER, "the answer is no object");
  }

  private static String shadowName(String name) {
    String start =
        name.length() > LONGEST_NAME - SUFFIX.length()
            ? name.substring(0, LONGEST_NAME - SUFFIX.length())
            : name;
    return start + SUFFIX;
  }
}

package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.BodyReader;
import dev.drift.kubernetes.http.Call;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.ResourcePath;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.http.WriteOutcome;
import dev.drift.kubernetes.read.ObjectReader;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.plan.patch.GoJson;
import dev.drift.plan.patch.PatchOperation;
import dev.drift.secret.Redactor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes single objects. Each method sends its request at most once, unless the API server
/// certainly did not act on it.
///
/// Unknown fields are refused, because a value that the API server drops would be written again
/// and again.
public final class ObjectWriter {
  /// How API servers name a missing right. Nothing of the object can be in it.
  private static final Pattern MISSING_RIGHT =
      Pattern.compile("cannot (get|create|patch|delete) resource \"secrets\" in API group \"\"");


  private final ApiServer api;
  private final Redactor redactor;
  private final DryRunSupport support;

  /// @param redactor for the server's own words in answers
  public ObjectWriter(ClusterConnection connection, Redactor redactor) {
    this.api = connection.api();
    this.redactor = requireNonNull(redactor, "redactor is null");
    this.support = new DryRunSupport(api);
  }

  /// Reads an object as it is now.
  public ReadAnswer read(ApiKind kind, ResourceId id) {
    try {
      return new ReadAnswer.Found(
          api.read(object(kind, id), Call.JSON, Retries.PATIENT, body -> whole(body, kind)));
    } catch (RequestFailed e) {
      return e.code() == 404 && e.reason().equals("NotFound")
          ? new ReadAnswer.Absent()
          : new ReadAnswer.Failed(e.kind() == RequestFailed.Kind.FORBIDDEN, why(kind, e));
    }
  }

  /// @param namespace empty for a cluster-scoped kind
  /// @param fieldManager who owns the written fields in `managedFields`
  public WriteAnswer create(
      ApiKind kind, String namespace, Value.Obj object, String fieldManager, WriteMode mode) {
    String path =
        ResourcePath.collection(kind, namespace(kind, namespace)) + query(fieldManager, mode);
    return write(
        kind, mode, new Call.Create(path, JsonWriter.text(object)), body -> stored(body, kind));
  }

  /// Restarting a workload is a patch, too.
  ///
  /// @param operations with `test` operations for what must still hold
  /// @param fieldManager who owns the written fields in `managedFields`
  public WriteAnswer patch(
      ApiKind kind,
      ResourceId id,
      List<PatchOperation> operations,
      String fieldManager,
      WriteMode mode) {
    Value.Arr json = new Value.Arr(operations.stream().<Value>map(PatchOperation::json).toList());
    String path = object(kind, id) + query(fieldManager, mode);
    return write(
        kind, mode, new Call.JsonPatch(path, GoJson.text(json)), body -> stored(body, kind));
  }

  /// Applies an object on the server's side, as the field manager that deploys it.
  ///
  /// @param force takes over fields that others own; without, such a conflict is refused
  public WriteAnswer apply(
      ApiKind kind,
      ResourceId id,
      Value.Obj object,
      String fieldManager,
      boolean force,
      WriteMode mode) {
    String path = object(kind, id) + query(fieldManager, mode) + (force ? "&force=true" : "");
    return write(
        kind, mode, new Call.Apply(path, JsonWriter.text(object)), body -> stored(body, kind));
  }

  /// What the object owns is deleted by the garbage collector afterwards.
  public WriteAnswer delete(
      ApiKind kind, ResourceId id, Preconditions preconditions, WriteMode mode) {
    Value.Obj options =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of("v1"))
            .with("kind", Value.of("DeleteOptions"))
            .with("propagationPolicy", Value.of("Background"))
            .with("preconditions", preconditions.json());
    if (mode == WriteMode.DRY_RUN) {
      // An API server that gets options in the body ignores those in the query.
      options = options.with("dryRun", new Value.Arr(List.of(Value.of("All"))));
    }
    return write(
        kind,
        mode,
        new Call.Delete(object(kind, id), JsonWriter.text(options)),
        body -> left(body, kind));
  }

  private WriteAnswer write(
      ApiKind kind, WriteMode mode, Call.Write call, BodyReader<Optional<StoredObject>> reader) {
    if (mode == WriteMode.DRY_RUN && !support.has(kind)) {
      return new WriteAnswer.NotSent(
          "the API server of %s does not declare support for dry-run".formatted(kind.apiVersion()));
    }
    return switch (api.write(call, reader)) {
      case WriteOutcome.Done<Optional<StoredObject>>(Optional<StoredObject> stored) ->
          new WriteAnswer.Done(stored);
      case WriteOutcome.NotDone<Optional<StoredObject>>(RequestFailed failure)
          when failure.code() != 0 ->
          new WriteAnswer.Refused(failure.code(), failure.reason(), why(kind, failure));
      case WriteOutcome.NotDone<Optional<StoredObject>>(RequestFailed failure) ->
          new WriteAnswer.NotSent(why(kind, failure));
      case WriteOutcome.Unknown<Optional<StoredObject>>(RequestFailed failure) ->
          new WriteAnswer.Unknown(why(kind, failure));
    };
  }

  /// API servers and webhooks quote what they refuse. No redactor recognises every value of a
  /// Secret in a sentence, so of these only the reason is passed on.
  private String why(ApiKind kind, RequestFailed failure) {
    if (failure.code() == 0 || !kind.groupKind().equals(Kinds.SECRET)) {
      return redactor.text(failure.why());
    }
    String reason =
        failure.reason().isEmpty()
            ? "the server returned HTTP %d".formatted(failure.code())
            : "the server returned HTTP %d: %s".formatted(failure.code(), failure.reason());
    Matcher right = MISSING_RIGHT.matcher(failure.why());
    return right.find() ? reason + ": " + right.group() : reason;
  }

  private static String query(String fieldManager, WriteMode mode) {
    return switch (mode) {
          case STORE -> "?";
          case DRY_RUN -> "?dryRun=All&";
        }
        + "fieldManager=%s&fieldValidation=Strict".formatted(ResourcePath.encode(fieldManager));
  }

  private static String object(ApiKind kind, ResourceId id) {
    return ResourcePath.object(kind, namespace(kind, id.namespace()), id.name());
  }

  private static Optional<String> namespace(ApiKind kind, String namespace) {
    return kind.namespaced() ? Optional.of(namespace) : Optional.empty();
  }

  private static Optional<StoredObject> stored(InputStream body, ApiKind kind) throws IOException {
    return Optional.of(whole(body, kind));
  }

  private static StoredObject whole(InputStream body, ApiKind kind) throws IOException {
    return whole(body.readAllBytes(), kind);
  }

  private static StoredObject whole(byte[] answer, ApiKind kind) throws IOException {
    List<Value> managedFields =
        JsonReader.read(new ByteArrayInputStream(answer)) instanceof Value.Obj object
            ? object.object("metadata").list("managedFields")
            : List.of();
    return new StoredObject(
        ObjectReader.read(new ByteArrayInputStream(answer), kind), managedFields);
  }

  /// The answer to a DELETE is the object if it is still there, else a `Status`.
  private static Optional<StoredObject> left(InputStream body, ApiKind kind) throws IOException {
    byte[] answer = body.readAllBytes();
    boolean status =
        JsonReader.read(new ByteArrayInputStream(answer)) instanceof Value.Obj object
            && object.text("kind").equals(Optional.of("Status"))
            && object.text("apiVersion").equals(Optional.of("v1"));
    return status ? Optional.empty() : Optional.of(whole(answer, kind));
  }
}

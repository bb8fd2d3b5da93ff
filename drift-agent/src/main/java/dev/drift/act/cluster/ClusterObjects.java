package dev.drift.act.cluster;

import dev.drift.files.LimitedStream;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.ResourcePath;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.kubernetes.write.WriteMode;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.plan.patch.PatchOperation;
import dev.drift.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Objects that Drift keeps in the cluster about what it found.
public final class ClusterObjects {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String DRIFT = "drift";

  private static final String JSON = "application/json";
  private static final long MAXIMUM = 64L * 1024 * 1024;

  /// Without the content of the object, which may be a Secret:
  /// <https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only>.
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  private final ClusterConnection connection;
  private final Redactor redactor;
  private final ObjectWriter writer;
  private final List<ApiKind> kinds;

  /// @param redactor for the server's own words
  /// @param kinds that the cluster serves
  public ClusterObjects(ClusterConnection connection, Redactor redactor, List<ApiKind> kinds) {
    this.connection = connection;
    this.redactor = redactor;
    this.writer = new ObjectWriter(connection, redactor);
    this.kinds = List.copyOf(kinds);
  }

  /// What came of a write or a read.
  sealed interface Result {
    /// @param object as it is there
    record Found(Value.Obj object) implements Result {}

    record Missing() implements Result {}

    /// @param why the second half of a sentence
    record Failed(String why) implements Result {}
  }

  Optional<ApiKind> kind(String apiVersion, String kind) {
    return kinds.stream()
        .filter(one -> one.apiVersion().equals(apiVersion) && one.kind().equals(kind))
        .findFirst();
  }

  /// Of the object that is there; empty if there is none, or it may not be read.
  Optional<String> uid(ApiKind kind, ResourceId id) {
    return read(path(kind, id), METADATA) instanceof Result.Found(Value.Obj object)
        ? object.object("metadata").text("uid")
        : Optional.empty();
  }

  Result get(ApiKind kind, ResourceId id) {
    return read(path(kind, id), JSON);
  }

  /// All of a kind that are Drift's.
  ///
  /// @return empty if they could not be read
  Optional<List<Value.Obj>> ours(ApiKind kind) {
    String path =
        ResourcePath.collection(kind, Optional.empty())
            + "?labelSelector="
            + ResourcePath.encode(MANAGED_BY + "=" + DRIFT);
    return read(path, JSON) instanceof Result.Found(Value.Obj list)
        ? Optional.of(list.objects("items"))
        : Optional.empty();
  }

  private Result read(String path, String accept) {
    try {
      Value answer =
          connection
              .api()
              .read(
                  path,
                  accept,
                  Retries.PATIENT,
                  body -> JsonReader.read(new LimitedStream(body, MAXIMUM)));
      return answer instanceof Value.Obj object
          ? new Result.Found(object)
          : new Result.Failed("the response is not an object");
    } catch (RequestFailed e) {
      return e.kind() == RequestFailed.Kind.NOT_FOUND
          ? new Result.Missing()
          : new Result.Failed(redactor.text(e.why()));
    }
  }

  private static String path(ApiKind kind, ResourceId id) {
    return ResourcePath.object(
        kind, kind.namespaced() ? Optional.of(id.namespace()) : Optional.empty(), id.name());
  }

  /// Empty if it is there now.
  Optional<String> create(ApiKind kind, String namespace, Value.Obj object) {
    return failure(writer.create(kind, namespace, object, DRIFT, WriteMode.STORE));
  }

  /// Sets fields of an object if it is as it was read. Empty if it has them now.
  Optional<String> set(ApiKind kind, ResourceId id, Value.Obj read, Value.Obj fields) {
    List<PatchOperation> operations = new ArrayList<>();
    operations.add(
        new PatchOperation.Test(
            "/metadata/resourceVersion",
            read.object("metadata").get("resourceVersion").orElse(Value.Null.NULL)));
    fields
        .fields()
        .forEach((name, value) -> operations.add(new PatchOperation.Add("/" + name, value)));
    return failure(writer.patch(kind, id, operations, DRIFT, WriteMode.STORE));
  }

  /// A write whose answer was lost is found by the next run, which reads first.
  private static Optional<String> failure(WriteAnswer answer) {
    return switch (answer) {
      case WriteAnswer.Done _ -> Optional.empty();
      case WriteAnswer.Refused refused -> Optional.of(refused.why());
      case WriteAnswer.NoDryRun(String why) -> Optional.of(why);
      case WriteAnswer.NotSent(String why) -> Optional.of(why);
      case WriteAnswer.Unknown(String why) -> Optional.of(why);
    };
  }
}

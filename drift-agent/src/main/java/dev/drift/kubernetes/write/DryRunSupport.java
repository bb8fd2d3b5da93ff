package dev.drift.kubernetes.write;

import dev.drift.files.LimitedStream;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.BuiltInGroups;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Knows for which kinds the API server honours `dryRun`.
///
/// An aggregated API server that does not support `dryRun` would store the object. kube-apiserver
/// supports it for built-in kinds and custom resources; others declare it in their OpenAPI, which
/// kubectl checks, too.
final class DryRunSupport {
  private static final String JSON = "application/json";
  private static final long MAXIMUM_DOCUMENT = 32L * 1024 * 1024;

  private final ApiServer api;
  private final Map<ApiKind, Boolean> known = new ConcurrentHashMap<>();

  DryRunSupport(ApiServer api) {
    this.api = api;
  }

  /// Asked once for each kind, then remembered.
  boolean has(ApiKind kind) {
    return BuiltInGroups.contain(kind.groupKind().group())
        || known.computeIfAbsent(kind, this::ask);
  }

  private boolean ask(ApiKind kind) {
    return isServedByKubernetes(kind) || isOfCrd(kind) || saysSo(kind);
  }

  private boolean isServedByKubernetes(ApiKind kind) {
    GroupKind groupKind = kind.groupKind();
    String version = kind.apiVersion().substring(kind.apiVersion().indexOf('/') + 1);
    return get("/apis/apiregistration.k8s.io/v1/apiservices/" + version + "." + groupKind.group())
        .filter(service -> service.object("spec").object("service").fields().isEmpty())
        .isPresent();
  }

  private boolean isOfCrd(ApiKind kind) {
    return get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/"
            + kind.plural()
            + "."
            + kind.groupKind().group())
        .isPresent();
  }

  private boolean saysSo(ApiKind kind) {
    Optional<String> namespace = kind.namespaced() ? Optional.of("{namespace}") : Optional.empty();
    String collection =
        "/apis/"
            + kind.apiVersion()
            + namespace.map(name -> "/namespaces/" + name).orElse("")
            + "/"
            + kind.plural();
    return get("/openapi/v3/apis/" + kind.apiVersion()).stream()
        .map(document -> document.object("paths").object(collection).object("post"))
        .flatMap(post -> post.list("parameters").stream())
        .anyMatch(
            parameter ->
                parameter instanceof Value.Obj object
                    && object.text("name").equals(Optional.of("dryRun")));
  }

  private Optional<Value.Obj> get(String path) {
    try {
      return api.read(
                  path,
                  JSON,
                  Retries.PATIENT,
                  body -> JsonReader.read(new LimitedStream(body, MAXIMUM_DOCUMENT)))
              instanceof Value.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (RequestFailed e) {
      return Optional.empty();
    }
  }
}

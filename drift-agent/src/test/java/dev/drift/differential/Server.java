package dev.drift.differential;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.TrustingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The API server as the oracle: what it would store, without storing it. Safe for several threads.
final class Server implements AutoCloseable {
  /// What the server says of an object.
  sealed interface Answer {}

  /// @param stored as the server would keep it
  record Accepted(Value.Obj stored) implements Answer {}

  /// @param fields the paths that the server complains about, as it writes them
  record Refused(int status, String message, List<String> fields) implements Answer {}

  private static final Pattern FEATURE =
      Pattern.compile("(?m)^kubernetes_feature_enabled\\{name=\"(\\w+)\".*} 1$");

  private final URI address;
  private final String token;
  private final HttpClient http;
  private final Map<String, Value.Obj> documents = new ConcurrentHashMap<>();

  Server(ControlPlane plane) {
    address = plane.server();
    token = plane.adminToken();
    http = TrustingClient.of(plane.caCertificate());
  }

  /// A shadow CREATE. Fields that the type does not have are refused.
  Answer wouldStore(Value.Obj object) {
    HttpResponse<String> response =
        send(
            request(collection(object) + "?dryRun=All&fieldValidation=Strict")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonWriter.text(object))));
    Value.Obj body = Json.object(response.body());
    if (response.statusCode() / 100 == 2) {
      Value.Obj metadata = body.object("metadata").without("managedFields");
      return new Accepted(body.with("metadata", metadata));
    }
    List<String> fields =
        body.object("details").list("causes").stream()
            .flatMap(cause -> ((Value.Obj) cause).text("field").stream())
            .toList();
    return new Refused(response.statusCode(), body.text("message").orElse(""), fields);
  }

  /// The OpenAPI v3 document of a group and version.
  Value.Obj openApi(String apiVersion) {
    return get("/openapi/v3" + root(apiVersion));
  }

  /// Asks each time: of several definitions in one group, some may be served before others.
  boolean serves(String apiVersion, String kind) {
    String root = root(apiVersion);
    HttpResponse<String> discovery = send(request(root).GET());
    if (discovery.statusCode() != 200) {
      return false;
    }
    documents.put(root, Json.object(discovery.body()));
    return resource(apiVersion, kind).isPresent();
  }

  /// All kinds of which objects can be created, such as `Deployment apps/v1`, by discovery.
  Set<String> creatable() {
    Set<String> kinds = new TreeSet<>();
    List<String> versions = new ArrayList<>(List.of("v1"));
    for (Value group : get("/apis").list("groups")) {
      for (Value version : ((Value.Obj) group).list("versions")) {
        versions.add(((Value.Obj) version).text("groupVersion").orElseThrow());
      }
    }
    for (String version : versions) {
      get(root(version)).list("resources").stream()
          .map(Value.Obj.class::cast)
          .filter(one -> one.list("verbs").contains(Value.of("create")))
          .filter(one -> !one.text("name").orElse("").contains("/"))
          .forEach(one -> kinds.add(one.text("kind").orElseThrow() + " " + version));
    }
    return kinds;
  }

  /// The features that are on.
  Set<String> features() {
    return FEATURE
        .matcher(send(request("/metrics").GET()).body())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  /// Such as `v1.36.3`.
  String version() {
    return get("/version").text("gitVersion").orElseThrow();
  }

  /// An object that is really there.
  Value.Obj read(Value.Obj object) {
    return get(collection(object) + "/" + object.object("metadata").text("name").orElseThrow());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private String collection(Value.Obj object) {
    String apiVersion = object.text("apiVersion").orElseThrow();
    Value.Obj resource = resource(apiVersion, object.text("kind").orElseThrow()).orElseThrow();
    boolean namespaced = resource.get("namespaced").equals(Optional.of(Value.of(true)));
    String namespace =
        namespaced
            ? "/namespaces/" + object.object("metadata").text("namespace").orElseThrow()
            : "";
    return root(apiVersion) + namespace + "/" + resource.text("name").orElseThrow();
  }

  private Optional<Value.Obj> resource(String apiVersion, String kind) {
    return documents.computeIfAbsent(root(apiVersion), this::get).list("resources").stream()
        .map(Value.Obj.class::cast)
        .filter(one -> one.text("kind").orElse("").equals(kind))
        .filter(one -> !one.text("name").orElse("").contains("/"))
        .findFirst();
  }

  private static String root(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  private Value.Obj get(String path) {
    HttpResponse<String> response = send(request(path).GET());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("GET %s gave %d".formatted(path, response.statusCode()));
    }
    return Json.object(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (IOException e) {
      throw new IllegalStateException("the API server does not answer", e);
    }
  }
}

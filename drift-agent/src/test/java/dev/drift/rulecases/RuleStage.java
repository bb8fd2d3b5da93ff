package dev.drift.rulecases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drift.json.JsonWriter;
import dev.drift.kubernetes.config.ConnectionOptions;
import dev.drift.kubernetes.config.Connections;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.kubernetes.read.ReadRequests;
import dev.drift.model.Cluster;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.testkit.AdminClient;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An API server without controllers, on which cases are played one after another.
final class RuleStage implements AutoCloseable {
  private static final String UID_OF = "uid-of:";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ControlPlane plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
  private final AdminClient admin = new AdminClient(plane);
  private final ClusterConnection connection =
      Connections.open(
          new ConnectionOptions(Optional.of(plane.kubeconfig()), Optional.empty()),
          Clusters.bare());
  private final List<ApiKind> kinds;
  private final Set<String> namespaces = new HashSet<>();

  /// Of the objects of a case, by kind and name.
  private final Map<String, String> uids = new HashMap<>();

  RuleStage(Collection<RuleCase> cases) {
    Set<String> custom = new LinkedHashSet<>();
    cases.forEach(one -> custom.addAll(one.kinds()));
    custom.forEach(this::define);
    kinds = awaitKinds(custom);
  }

  /// What is in the cluster when all of the case is done. It is taken away again.
  LiveState play(RuleCase one) {
    List<String> made = new ArrayList<>();
    List<ResourceId> ids = new ArrayList<>();
    uids.clear();
    try {
      for (Value.Obj object : one.git()) {
        // Drift's own documents are in no cluster.
        if (!object.text("apiVersion").orElse("").startsWith("drift.dev/")) {
          create(object, made, ids);
        }
      }
      for (Value.Obj step : one.then()) {
        act(step, made, ids);
      }
      return only(ids);
    } finally {
      made.reversed().forEach(this::delete);
    }
  }

  /// At once: no controller is there that would take finalizers away.
  private void delete(String path) {
    admin.patch(path, "merge-patch", json("{\"metadata\":{\"finalizers\":null}}"));
    admin.delete(path + "?gracePeriodSeconds=0");
  }

  private void act(Value.Obj step, List<String> made, List<ResourceId> ids) {
    if (step.get("wait").isPresent()) {
      pause();
      return;
    }
    Map.Entry<String, Value> only = step.fields().entrySet().iterator().next();
    Value.Obj object = (Value.Obj) only.getValue();
    switch (only.getKey()) {
      case "create" -> create(object, made, ids);
      case "patch" -> check(admin.patch(path(object), "merge-patch", json(object)), object);
      case "status" ->
          check(admin.patch(path(object) + "/status", "merge-patch", json(object)), object);
      case "delete" -> check(admin.delete(path(object) + "?gracePeriodSeconds=0"), object);
      default -> throw new IllegalArgumentException("no such step: " + only.getKey());
    }
  }

  private void create(Value.Obj object, List<String> made, List<ResourceId> ids) {
    String namespace = namespace(object);
    if (!namespace.isEmpty() && namespaces.add(namespace)) {
      ensureNamespace(namespace);
    }
    String path = path(object);
    AdminClient.Answer answer =
        admin.post(path.substring(0, path.lastIndexOf('/')), json((Value.Obj) withUids(object)));
    check(answer, object);
    ResourceId id = id(object);
    uids.put(
        id.groupKind().kind() + "/" + id.name(),
        answer.json().path("metadata").path("uid").asText());
    made.add(path);
    ids.add(id);
  }

  private Value withUids(Value value) {
    return switch (value) {
      case Value.Str(String text) when text.startsWith(UID_OF) ->
          Value.of(
              Optional.ofNullable(uids.get(text.substring(UID_OF.length()).strip()))
                  .orElseThrow(() -> new IllegalArgumentException("not in the case: " + text)));
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> copy = new LinkedHashMap<>();
        fields.forEach((name, field) -> copy.put(name, withUids(field)));
        yield new Value.Obj(copy);
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(this::withUids).toList());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }

  /// Without controllers nobody makes the ServiceAccount that Pods take by default.
  private void ensureNamespace(String name) {
    admin.post(
        "/api/v1/namespaces",
        json(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}"
                .formatted(name)));
    admin.post(
        "/api/v1/namespaces/%s/serviceaccounts".formatted(name),
        json(
            "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"default\"}}"));
  }

  /// A custom kind that takes any fields.
  private void define(String custom) {
    String[] parts = custom.split("/", 3);
    String plural = plural(parts[2]);
    JsonNode crd =
        json(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
             "metadata":{"name":"%1$s.%2$s","annotations":{"api-approved.kubernetes.io":"unapproved, for tests"}},
             "spec":{"group":"%2$s","scope":"Namespaced","names":{"kind":"%4$s","plural":"%1$s"},
              "versions":[{"name":"%3$s","served":true,"storage":true,"schema":{"openAPIV3Schema":
               {"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
                "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
                "report":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
            """
                .formatted(plural, parts[0], parts[1], parts[2]));
    AdminClient.Answer answer =
        admin.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", crd);
    if (!answer.succeeded()) {
      throw new IllegalStateException(custom + ": " + answer.json());
    }
  }

  private static String plural(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return lower.endsWith("s") ? lower + "es" : lower + "s";
  }

  private List<ApiKind> awaitKinds(Collection<String> custom) {
    for (int i = 0; i < 100; i++) {
      List<ApiKind> served = reader().kinds();
      Set<String> names =
          served.stream()
              .map(kind -> kind.apiVersion() + "/" + kind.kind())
              .collect(Collectors.toSet());
      if (names.containsAll(custom)) {
        return served;
      }
      pause();
    }
    throw new IllegalStateException("the API server does not serve all of " + custom);
  }

  private LiveStateReader reader() {
    return new LiveStateReader(connection, RuleCaseRun.REDACTOR, _ -> {}, InstantSource.system());
  }

  /// What was read, without what is not of the case.
  private LiveState only(List<ResourceId> ids) {
    LiveStateReader reader = reader();
    Set<GroupKind> used = ids.stream().map(ResourceId::groupKind).collect(Collectors.toSet());
    LiveState all =
        reader.read(
            ReadRequests.of(
                ids.stream()
                    .map(id -> new ResourceRef(kind(id.groupKind()).apiVersion(), id))
                    .toList()));
    Map<ResourceId, LiveResource> resources = new HashMap<>(all.resources());
    Set<GroupKind> defining =
        Set.of(new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"));
    resources
        .keySet()
        .removeIf(
            id -> !ids.contains(id) && !(defining.contains(id.groupKind()) && defines(id, used)));
    return new LiveState(
        new Cluster("https://cluster.example", all.cluster().version(), "recorded", "uid"),
        all.takenAt(),
        all.kinds().stream().filter(kind -> used.contains(kind.groupKind())).toList(),
        List.of(),
        Resources.of(resources.values()),
        Map.of(),
        Optional.empty());
  }

  private static boolean defines(ResourceId crd, Set<GroupKind> used) {
    return used.stream()
        .anyMatch(kind -> crd.name().equals(plural(kind.kind()) + "." + kind.group()));
  }

  private ApiKind kind(GroupKind kind) {
    return kinds.stream().filter(one -> one.groupKind().equals(kind)).findFirst().orElseThrow();
  }

  private String path(Value.Obj object) {
    String apiVersion = object.text("apiVersion").orElseThrow();
    String name = object.object("metadata").text("name").orElseThrow();
    ApiKind kind =
        kinds.stream()
            .filter(one -> one.apiVersion().equals(apiVersion))
            .filter(one -> one.kind().equals(object.text("kind").orElseThrow()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("not served: " + object.text("kind")));
    String root = apiVersion.contains("/") ? "/apis/" : "/api/";
    String namespace = kind.namespaced() ? "/namespaces/" + namespace(object) : "";
    return root + apiVersion + namespace + "/" + kind.plural() + "/" + name;
  }

  private static String namespace(Value.Obj object) {
    return object.object("metadata").text("namespace").orElse("");
  }

  private static ResourceId id(Value.Obj object) {
    return new ResourceId(
        GroupKind.of(object.text("apiVersion").orElseThrow(), object.text("kind").orElseThrow()),
        namespace(object),
        object.object("metadata").text("name").orElseThrow());
  }

  private static void check(AdminClient.Answer answer, Value.Obj object) {
    if (!answer.succeeded()) {
      throw new IllegalStateException(
          "%s: %s".formatted(id(object), answer.json().path("message").asText()));
    }
  }

  private static JsonNode json(Value.Obj object) {
    return json(JsonWriter.text(object));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /// Times of objects are whole seconds.
  private static void pause() {
    try {
      Thread.sleep(1100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    connection.close();
    admin.close();
    plane.close();
  }
}

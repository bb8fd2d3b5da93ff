package dev.drift.kubernetes.read;

import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.Retries;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Asks a cluster what it serves: with aggregated discovery in two requests, or with one
/// request per version if the server does not support that.
///
/// See <https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery>.
final class DiscoveryReader {
  static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";

  private final ApiServer api;
  private final int parallel;
  private final String accept;
  private final List<Discovery.Served> served = new ArrayList<>();
  private final SortedMap<String, String> gaps = new TreeMap<>();

  /// A group and version whose kinds are asked for in a request of their own.
  private record GroupVersion(String apiVersion, String path) {}

  /// @param accept [#AGGREGATED]
  DiscoveryReader(ApiServer api, int parallel, String accept) {
    this.api = api;
    this.parallel = parallel;
    this.accept = accept;
  }

  /// @throws RequestFailed if not even the list of groups can be read
  Discovery read() throws RequestFailed {
    List<GroupVersion> left = new ArrayList<>();
    for (String path : List.of("/api", "/apis")) {
      Value.Obj root = get(path, accept);
      switch (root.text("kind").orElse("")) {
        case "APIGroupDiscoveryList" -> root.list("items").forEach(this::group);
        case "APIVersions" -> {
          for (Value version : root.list("versions")) {
            if (version instanceof Value.Str(String name)) {
              left.add(new GroupVersion(name, "/api/" + name));
            }
          }
        }
        case "APIGroupList" -> root.list("groups").forEach(group -> versions(group, left));
        default ->
            throw new RequestFailed(
                RequestFailed.Kind.OTHER,
                "the response to %s is not a discovery document".formatted(path));
      }
    }
    unaggregated(left);
    return new Discovery(served, gaps);
  }

  private Value.Obj get(String path, String accept) throws RequestFailed {
    Value value = api.read(path, accept, Retries.PATIENT, JsonReader::read);
    return value instanceof Value.Obj object ? object : Value.Obj.EMPTY;
  }

  private void group(Value item) {
    if (!(item instanceof Value.Obj group)) {
      return;
    }
    String name = group.object("metadata").text("name").orElse("");
    for (Value each : group.list("versions")) {
      if (each instanceof Value.Obj version) {
        String number = version.text("version").orElse("");
        String apiVersion = name.isEmpty() ? number : name + "/" + number;
        if (version.text("freshness").filter("Stale"::equals).isPresent()) {
          gaps.put(
              apiVersion, "the aggregated API server of %s does not respond".formatted(apiVersion));
        }
        version.list("resources").forEach(resource -> aggregated(apiVersion, resource));
      }
    }
  }

  private void aggregated(String apiVersion, Value item) {
    if (item instanceof Value.Obj resource) {
      Optional<String> kind = resource.object("responseKind").text("kind");
      Optional<String> plural = resource.text("resource");
      if (kind.isPresent() && plural.isPresent()) {
        boolean namespaced = resource.text("scope").filter("Namespaced"::equals).isPresent();
        List<String> aliases = aliases(resource.text("singularResource"), resource);
        add(new ApiKind(apiVersion, kind.get(), plural.get(), namespaced, aliases), resource);
      }
    }
  }

  /// Older servers leave the singular of built-in kinds empty.
  private static List<String> aliases(Optional<String> singular, Value.Obj resource) {
    List<String> aliases =
        new ArrayList<>(singular.filter(name -> !name.isEmpty()).stream().toList());
    for (Value item : resource.list("shortNames")) {
      if (item instanceof Value.Str(String name)) {
        aliases.add(name);
      }
    }
    return aliases;
  }

  private void add(ApiKind kind, Value.Obj resource) {
    boolean listable = resource.list("verbs").contains(Value.of("list"));
    served.add(new Discovery.Served(kind, listable));
  }

  private static void versions(Value item, List<GroupVersion> into) {
    if (item instanceof Value.Obj group) {
      String preferred = group.object("preferredVersion").text("groupVersion").orElse("");
      List<String> versions = new ArrayList<>();
      for (Value each : group.list("versions")) {
        if (each instanceof Value.Obj version) {
          String name = version.text("groupVersion").orElse("");
          versions.add(name.equals(preferred) ? 0 : versions.size(), name);
        }
      }
      versions.forEach(name -> into.add(new GroupVersion(name, "/apis/" + name)));
    }
  }

  private void unaggregated(List<GroupVersion> versions) throws RequestFailed {
    List<Object> answers =
        ParallelRequests.map(
            versions,
            parallel,
            version -> {
              try {
                return get(version.path(), "application/json");
              } catch (RequestFailed e) {
                return e;
              }
            });
    for (int i = 0; i < versions.size(); i++) {
      String apiVersion = versions.get(i).apiVersion();
      switch (answers.get(i)) {
        case Value.Obj list ->
            list.list("resources").forEach(resource -> unaggregated(apiVersion, resource));
        case RequestFailed e when e.kind() == RequestFailed.Kind.UNAUTHORIZED -> throw e;
        case RequestFailed e -> gaps.put(apiVersion, e.why());
        default -> throw new IllegalStateException("a response is an object or a failure");
      }
    }
  }

  /// Subresources, such as `deployments/scale`, are left out.
  private void unaggregated(String apiVersion, Value item) {
    if (item instanceof Value.Obj resource) {
      Optional<String> kind = resource.text("kind");
      Optional<String> plural = resource.text("name").filter(name -> name.indexOf('/') < 0);
      if (kind.isPresent() && plural.isPresent()) {
        boolean namespaced = resource.get("namespaced").filter(Value.of(true)::equals).isPresent();
        List<String> aliases = aliases(resource.text("singularName"), resource);
        add(new ApiKind(apiVersion, kind.get(), plural.get(), namespaced, aliases), resource);
      }
    }
  }
}

package dev.drift.kubernetes.read;

import dev.drift.files.LimitedStream;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.Retries;
import dev.drift.model.LiveResource;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches schemas of kinds that nothing else describes: those of aggregated API servers, and of
/// CRDs that may not be read.
final class OpenApiDocuments {
  private static final Logger LOG = LoggerFactory.getLogger(OpenApiDocuments.class);
  private static final long MAXIMUM_BYTES = 32L * 1024 * 1024;

  private final ApiServer api;

  OpenApiDocuments(ApiServer api) {
    this.api = api;
  }

  /// By apiVersion. A document that cannot be read is omitted.
  SortedMap<String, Value.Obj> of(
      ReadRequest request, KindSelection selection, Resources<LiveResource> resources) {
    Set<GroupKind> wanted = request.declared().versions().keySet();
    Set<GroupKind> defined = definedByCrds(resources);
    SortedSet<String> apiVersions = new TreeSet<>();
    for (ApiKind kind : selection.lists()) {
      GroupKind groupKind = kind.groupKind();
      boolean needed = wanted.contains(groupKind) || request.everyKind();
      if (needed && !BuiltInGroups.contain(groupKind.group()) && !defined.contains(groupKind)) {
        apiVersions.add(kind.apiVersion());
      }
    }
    SortedMap<String, Value.Obj> documents = new TreeMap<>();
    for (String apiVersion : apiVersions) {
      try {
        Value document =
            api.read(
                "/openapi/v3/apis/" + apiVersion,
                "application/json",
                Retries.PATIENT,
                body -> JsonReader.read(new LimitedStream(body, MAXIMUM_BYTES)));
        if (document instanceof Value.Obj object) {
          documents.put(apiVersion, object);
        }
      } catch (RequestFailed e) {
        LOG.warn("No OpenAPI document for {}: {}", apiVersion, e.kind());
      }
    }
    return documents;
  }

  private static Set<GroupKind> definedByCrds(Resources<LiveResource> resources) {
    Set<GroupKind> kinds = new HashSet<>();
    for (LiveResource resource : resources.ofKind(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
      Value.Obj spec = resource.content().object("spec");
      String kind = spec.object("names").text("kind").orElse("");
      kinds.add(new GroupKind(spec.text("group").orElse(""), kind));
    }
    return kinds;
  }
}

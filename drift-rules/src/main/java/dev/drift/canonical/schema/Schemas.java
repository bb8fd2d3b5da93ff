package dev.drift.canonical.schema;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How the objects of a cluster are read: the table for built-in kinds, CRDs for custom ones,
/// OpenAPI for those of aggregated API servers.
public final class Schemas {
  private final TypeTable table;
  private final List<Value.Obj> crds;
  private final Map<String, Value.Obj> openApi;
  private final Map<String, Optional<KindSchema>> known = new ConcurrentHashMap<>();
  private final Map<String, Optional<Type>> stored = new ConcurrentHashMap<>();

  /// @param crds CustomResourceDefinitions as the cluster has them
  public Schemas(TypeTable table, List<Value.Obj> crds, Map<String, Value.Obj> openApi) {
    this.table = table;
    this.crds = List.copyOf(crds);
    this.openApi = Map.copyOf(openApi);
  }

  /// The schemas of a cluster.
  public static Schemas of(TypeTable table, LiveState live) {
    List<Value.Obj> crds =
        live.resources().ofKind(Kinds.CUSTOM_RESOURCE_DEFINITION).stream()
            .map(LiveResource::content)
            .toList();
    return new Schemas(table, crds, live.openApi());
  }

  /// How objects of this kind and version are read; empty if there is no schema.
  public Optional<KindSchema> schema(String apiVersion, String kind) {
    return known.computeIfAbsent(apiVersion + " " + kind, _ -> find(apiVersion, kind));
  }

  /// The struct that a type stands for; the type itself where it is not a reference.
  public Type resolve(Type type) {
    return type instanceof Type.Ref(String name) ? table.struct(name) : type;
  }

  /// The type that custom resources of this kind have where they are stored, if that is another
  /// version than the one of the schema.
  public Optional<Type> storedType(KindSchema schema) {
    return schema.origin() == KindSchema.SchemaSource.CRD
        ? stored.computeIfAbsent(
            schema.apiVersion() + " " + schema.kind(),
            _ -> crds.stream().flatMap(crd -> CrdTypes.stored(crd, schema).stream()).findFirst())
        : Optional.empty();
  }

  private Optional<KindSchema> find(String apiVersion, String kind) {
    Optional<KindSchema> builtIn = table.schema(apiVersion, kind);
    if (builtIn.isPresent()) {
      return builtIn;
    }
    Type objectMeta = new Type.Ref("meta/v1.ObjectMeta");
    for (Value.Obj crd : crds) {
      Optional<KindSchema> custom = CrdTypes.of(crd, apiVersion, kind);
      if (custom.isPresent()) {
        return custom;
      }
    }
    return Optional.ofNullable(openApi.get(apiVersion))
        .flatMap(document -> OpenApiTypes.of(document, apiVersion, kind, objectMeta));
  }
}

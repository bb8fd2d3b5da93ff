package dev.drift.canonical.schema;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.util.Map;
import java.util.Optional;

/// How objects of one kind and version are read.
///
/// @param root the type of the object
/// @param statusIsSeparate whether `status` is written through a subresource, so that no manifest
///     decides it
/// @param defaults constant defaults of a built-in kind; empty for others
/// @param origin where this is known from
public record KindSchema(
    String apiVersion,
    String kind,
    Type root,
    boolean statusIsSeparate,
    DefaultTree defaults,
    SchemaSource origin) {

  /// Where a schema comes from.
  public enum SchemaSource {
    /// The table that was generated from the Kubernetes API types.
    BUILT_IN,
    /// A CustomResourceDefinition of the cluster.
    CRD,
    /// OpenAPI of an aggregated API server, which has no defaults.
    OPEN_API,
    /// Unknown: only what the API server would store for a manifest is known.
    SERVED
  }

  public KindSchema {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(root, "root is null");
    requireNonNull(defaults, "defaults is null");
    requireNonNull(origin, "origin is null");
  }

  /// Of a kind without a schema: free-form except for its metadata.
  ///
  /// @param served what the API server would store for the manifest; where that has no status, none
  ///     is decided by manifests
  public static KindSchema asServed(Value.Obj manifest, Value.Obj served) {
    Type metadata = new Type.Ref("meta/v1.ObjectMeta");
    return new KindSchema(
        manifest.text("apiVersion").orElseThrow(),
        manifest.text("kind").orElseThrow(),
        new Type.Struct(
            "",
            Map.of("metadata", new Type.Member(metadata, false, false, Optional.empty())),
            true),
        manifest.get("status").isEmpty() || served.get("status").isEmpty(),
        DefaultTree.EMPTY,
        SchemaSource.SERVED);
  }
}

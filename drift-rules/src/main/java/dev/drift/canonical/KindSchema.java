package dev.drift.canonical;

import static java.util.Objects.requireNonNull;

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
    Origin origin) {

  /// Where a schema comes from.
  public enum Origin {
    /// The table that was generated from the Kubernetes API types.
    BUILT_IN,
    /// A CustomResourceDefinition of the cluster.
    CRD,
    /// OpenAPI of an aggregated API server, which tells no defaults.
    OPEN_API
  }

  public KindSchema {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(root, "root is null");
    requireNonNull(defaults, "defaults is null");
    requireNonNull(origin, "origin is null");
  }
}

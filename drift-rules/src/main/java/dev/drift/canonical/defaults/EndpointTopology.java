package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// What version 1beta1 of EndpointSlice said about places is dropped at version 1.
///
/// `dropTopologyOnV1` in pkg/registry/discovery/endpointslice/strategy.go of Kubernetes.
final class EndpointTopology implements ComputedDefault {
  @Override
  public String what() {
    return "deprecatedTopology of EndpointSlices";
  }

  @Override
  public List<String> paths() {
    // The registry does it, not the scheme that the table is made from.
    return List.of();
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("discovery.k8s.io/v1")
        && schema.kind().equals("EndpointSlice");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.each(object, "endpoints", one -> one.without("deprecatedTopology"));
  }
}

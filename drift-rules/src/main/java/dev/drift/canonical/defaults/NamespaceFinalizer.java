package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Each new Namespace gets the finalizer that empties it before it goes, after those of its own.
///
/// `PrepareForCreate` in pkg/registry/core/namespace/strategy.go of Kubernetes. Where the manifest
/// names none, its explanation suffices: while a Namespace goes, the
/// finalizer is removed.
final class NamespaceFinalizer implements ComputedDefault {
  private static final Value OWN = Value.of("kubernetes");

  @Override
  public String what() {
    return "spec.finalizers of Namespaces";
  }

  @Override
  public List<String> paths() {
    // The registry writes it, not the scheme that the table is made from.
    return List.of();
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("Namespace");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    if (written.object("spec").list("finalizers").isEmpty()) {
      return object;
    }
    Value.Obj spec = object.object("spec");
    List<Value> finalizers = new ArrayList<>(spec.list("finalizers"));
    if (!finalizers.contains(OWN)) {
      finalizers.add(OWN);
    }
    return object.with("spec", spec.with("finalizers", new Value.Arr(finalizers)));
  }
}

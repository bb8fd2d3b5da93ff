package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// A default that depends on anything else in the object, so that no table can hold it.
///
/// Applied to an object whose constant defaults are filled in; applying it twice changes nothing.
interface ComputedDefault {

  /// What it computes: paths of the generated table that are marked `computed`.
  String what();

  /// The entries of the generated table that it computes, each as a kind and a path, such as
  /// `Service spec.ports[].targetPort`. The kind `*` stands for all, and its path for the end of
  /// theirs.
  List<String> paths();

  boolean concerns(KindSchema schema);

  /// @param written what the manifest says, without defaults
  Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object);
}

package dev.drift.canonical;

import dev.drift.canonical.defaults.ComputedDefaults;
import dev.drift.canonical.schema.DefaultTree;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.model.LiveResource;
import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Value;
import java.util.Optional;
import java.util.Set;

/// Makes the canonical form of desired resources, and the form of live ones that compares with it.
///
/// Reads nothing from the cluster: the defaults come from the table and from CRDs.
public final class Canonicaliser {
  /// What the server keeps about an object, and what no manifest decides.
  private static final Set<String> SERVER_METADATA =
      Set.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "managedFields",
          "selfLink",
          "deletionGracePeriodSeconds");

  private final Schemas schemas;

  public Canonicaliser(Schemas schemas) {
    this.schemas = schemas;
  }

  /// What the server would store.
  public Canonical canonical(KindSchema schema, Value.Obj desired) {
    Value.Obj accepted =
        ComputedDefaults.beforeDefaults(schema, withoutServerFields(schema, desired));
    Normaliser plain = Normaliser.ofManifest(schemas);
    Value.Obj written = plain.object(schema.root(), accepted, DefaultTree.EMPTY);
    Value.Obj filled =
        Normaliser.filling(schemas).object(schema.root(), written, schema.defaults());
    // Some kinds have defaults in their status, which no manifest decides.
    Value.Obj content =
        withoutStatus(
            schema,
            asStored(schema, written, ComputedDefaults.afterDefaults(schema, written, filled)));
    return new Canonical(written, content, plain.invalid());
  }

  /// The same where nulls among the entries of maps are sent as they are; empty if there are
  /// none.
  public Optional<Canonical> withNullsSent(KindSchema schema, Value.Obj desired) {
    if (schema.origin() != KindSchema.SchemaSource.BUILT_IN) {
      return Optional.empty(); // the schema of a CRD tells what becomes of them
    }
    Value.Obj zeroed = new NullEntries(schemas).zeroed(schema.root(), desired);
    return ObjectEdit.isOther(desired, zeroed)
        ? Optional.of(canonical(schema, zeroed))
        : Optional.empty();
  }

  private Value.Obj asStored(KindSchema schema, Value.Obj written, Value.Obj object) {
    return schemas
        .storedType(schema)
        .map(stored -> StoredDefaults.fill(stored, schema.root(), written, object))
        .orElse(object);
  }

  /// The same where the API server has said what it would store.
  public Canonical asServed(KindSchema schema, Value.Obj desired, Value.Obj served) {
    Normaliser plain = Normaliser.ofManifest(schemas);
    Value.Obj accepted =
        ComputedDefaults.beforeDefaults(schema, withoutServerFields(schema, desired));
    Value.Obj written = plain.object(schema.root(), accepted, DefaultTree.EMPTY);
    return new Canonical(written, normal(schema, served), plain.invalid());
  }

  /// A live object in the same form.
  public Value.Obj normal(KindSchema schema, Value.Obj live) {
    return Normaliser.ofLive(schemas)
        .object(schema.root(), withoutServerFields(schema, live), DefaultTree.EMPTY);
  }

  /// The same, quicker: what equals the canonical form of its desired resource is taken from there.
  public Value.Obj normal(KindSchema schema, Value.Obj live, Value.Obj canonical) {
    return Normaliser.ofLive(schemas)
        .object(schema.root(), withoutServerFields(schema, live), canonical);
  }

  private static Value.Obj withoutServerFields(KindSchema schema, Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    ObjectEdit kept = new ObjectEdit(metadata);
    for (int i = 0; i < metadata.size(); i++) {
      String name = metadata.name(i);
      kept.set(
          i, SERVER_METADATA.contains(name) ? null : withoutLastApplied(name, metadata.value(i)));
    }
    ObjectEdit result = new ObjectEdit(object);
    result.add("metadata", kept.object());
    if (schema.statusIsSeparate()) {
      result.remove("status");
    }
    return result.object();
  }

  private static Value withoutLastApplied(String name, Value value) {
    return name.equals("annotations") && value instanceof Value.Obj annotations
        ? annotations.without(LiveResource.LAST_APPLIED)
        : value;
  }

  private static Value.Obj withoutStatus(KindSchema schema, Value.Obj object) {
    return schema.statusIsSeparate() ? object.without("status") : object;
  }
}

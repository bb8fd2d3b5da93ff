package dev.drift.edit.adopt;

import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The manifest that a person would have written for a live object: without status, without what
/// the server keeps, and without all that would be there by itself.
final class NewManifest {
  private final Comparisons comparisons;
  private final LiveResource live;
  private final Value.Obj whole;

  NewManifest(Comparisons comparisons, Schemas schemas, KindSchema schema, LiveResource live) {
    this.comparisons = comparisons;
    this.live = live;
    this.whole =
        new Canonicaliser(schemas)
            .normal(schema, live.content())
            .with("apiVersion", Value.of(live.ref().apiVersion()))
            .with("kind", Value.of(live.id().kind()));
  }

  /// Empty if comparing it with the object would find a difference.
  Optional<Value.Obj> content() {
    return isLike(whole)
        ? Optional.of((Value.Obj) Pruned.value(whole, now -> isLike((Value.Obj) now)))
        : Optional.empty();
  }

  private boolean isLike(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    boolean named =
        metadata.text("name").equals(Optional.of(live.id().name()))
            && metadata.text("namespace").orElse("").equals(live.id().namespace())
            && content.text("apiVersion").isPresent()
            && content.text("kind").isPresent();
    return named
        && comparisons.compare(declared(content))
            instanceof Comparisons.Result.Done(ResourceComparison comparison)
        && comparison.drift().isEmpty()
        && comparison.canonical().invalid().isEmpty();
  }

  private DesiredResource declared(Value.Obj content) {
    Places.Node start = new Places.Node(1, 1, 0, 0, false, Map.of(), List.of());
    Manifest manifest =
        new Manifest(
            live.ref().apiVersion(),
            live.id().kind(),
            live.id().namespace(),
            live.id().name(),
            content,
            new Origin.Written(new Places("new.yaml", 0, start)));
    return new DesiredResource(live.ref(), content, manifest);
  }
}

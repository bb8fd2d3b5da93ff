package dev.drift.edit.adopt;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Shows that with edits, the manifest has none of the adopted differences and no new ones.
final class Proof {
  private final Comparisons comparisons;
  private final DesiredResource resource;
  private final Set<Path> left = new HashSet<>();
  private final Set<Path> texts = new HashSet<>();

  /// @param comparison of the resource as it is
  /// @param adopted those of its differences that are to go
  Proof(
      Comparisons comparisons,
      DesiredResource resource,
      ResourceComparison comparison,
      List<Difference> adopted) {
    this.comparisons = comparisons;
    this.resource = resource;
    Set<Path> gone = new HashSet<>();
    Adoptions.all(adopted).forEach(one -> gone.add(one.livePath()));
    Adoptions.all(comparison.drift()).stream()
        .map(Difference::livePath)
        .filter(path -> !gone.contains(path))
        .forEach(left::add);
    adopted.stream()
        .filter(one -> one.text().isPresent() && !one.text().get().saysTheSame())
        .forEach(one -> texts.add(one.ofField().livePath()));
  }

  boolean holds(List<Edit> edits) {
    return desired(edits)
        .map(comparisons::compare)
        .filter(
            result ->
                result instanceof Comparisons.Result.Done(ResourceComparison after)
                    && after.canonical().invalid().isEmpty()
                    && Adoptions.all(after.drift()).stream().allMatch(this::isKnown))
        .isPresent();
  }

  /// What was not adopted may stay. Texts that say the same in other words may be left as they are:
  /// the comments are those of Git.
  private boolean isKnown(Difference difference) {
    return left.contains(difference.livePath())
        || (texts.contains(difference.livePath())
            && difference.text().filter(text -> text.saysTheSame()).isPresent());
  }

  /// The resource as it would be declared.
  Optional<DesiredResource> desired(List<Edit> edits) {
    return EditedValue.of(resource.manifest().content(), edits)
        .filter(Value.Obj.class::isInstance)
        .map(value -> with((Value.Obj) value))
        .filter(one -> identity(one.content()).equals(identity(resource.content())));
  }

  private static List<Optional<Value>> identity(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    return List.of(
        content.get("apiVersion"),
        content.get("kind"),
        metadata.get("name"),
        metadata.get("namespace"));
  }

  /// With the namespace that is filled in.
  private DesiredResource with(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    Optional<Value> namespace = resource.content().object("metadata").get("namespace");
    Value.Obj whole =
        namespace.isPresent() && metadata.get("namespace").isEmpty()
            ? content.with("metadata", metadata.with("namespace", namespace.get()))
            : content;
    return new DesiredResource(resource.ref(), whole, resource.manifest());
  }
}

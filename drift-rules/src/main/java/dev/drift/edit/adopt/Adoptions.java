package dev.drift.edit.adopt;

import dev.drift.canonical.schema.Schemas;
import dev.drift.edit.Edit;
import dev.drift.edit.EditResult.Reason;
import dev.drift.edit.NewFile;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the edits that adopt differences into Git.
///
/// Each answer is proven by the comparison that found the differences: with the edited manifest, it
/// finds none of those that were adopted, and no new ones.
public final class Adoptions {
  private final World world;
  private final Comparisons comparisons;
  private final Schemas schemas;

  private Adoptions(World world, Comparisons comparisons, Schemas schemas) {
    this.world = world;
    this.comparisons = comparisons;
    this.schemas = schemas;
  }

  public static Adoptions of(Evaluation evaluation) {
    World world = evaluation.world();
    return new Adoptions(world, evaluation.comparisons(), Schemas.of(world.table(), world.live()));
  }

  /// @param differences of this resource, all of which are to be adopted
  public Adoption adopt(DesiredResource resource, List<Difference> differences) {
    if (isSecret(resource.id().groupKind())) {
      return refused(resource, Reason.SECRET, secret(resource.id().toString()));
    }
    if (differences.stream().anyMatch(one -> one.change() == Change.MISSING)) {
      return Adoption.Removal.REMOVAL;
    }
    if (!(comparisons.compare(resource)
        instanceof Comparisons.Result.Done(ResourceComparison comparison))) {
      return refused(
          resource,
          Reason.NOT_PROVEN,
          "%s could not be compared, so that no edit can be proven; edit its file by hand."
              .formatted(resource.id()));
    }
    Optional<Difference> hidden =
        differences.stream()
            .filter(one -> new SecretCheck(world.redactor(), comparison.live()).isSecret(one))
            .findFirst();
    if (hidden.isPresent()) {
      return refused(
          resource,
          Reason.SECRET,
          secret(
              "%s of %s"
                  .formatted(world.redactor().path(hidden.get().ofField().path()), resource.id())));
    }
    return proven(resource, comparison, differences);
  }

  private Adoption proven(
      DesiredResource resource, ResourceComparison comparison, List<Difference> differences) {
    Proof proof = new Proof(comparisons, resource, comparison, differences);
    DifferenceEdits edits = new DifferenceEdits(resource.manifest().content(), comparison);
    for (List<Edit> candidate : edits.candidates(differences, world.redactor())) {
      if (proof.holds(candidate)) {
        return new Adoption.Edits(Pruned.edits(candidate, proof, comparison, schemas));
      }
    }
    return refused(
        resource,
        Reason.NOT_PROVEN,
        "no edit of the manifest of %s would give exactly what the cluster has; edit it by hand."
            .formatted(resource.id()));
  }

  /// A manifest for an object that Git does not declare.
  public Adoption create(LiveResource live) {
    Optional<Value.Obj> content =
        schemas
            .schema(live.ref().apiVersion(), live.id().kind())
            .flatMap(schema -> new NewManifest(comparisons, schemas, schema, live).content());
    // What is not written, such as the last-applied annotation, may hold any secret.
    if (isSecret(live.id().groupKind())
        || !content.equals(content.map(it -> world.redactor().redact(live.ref(), it)))) {
      return new Adoption.Refused(Reason.SECRET, secret(live.id().toString()), Optional.empty());
    }
    return content
        .flatMap(NewFile::of)
        .<Adoption>map(Adoption.Created::new)
        .orElseGet(
            () ->
                new Adoption.Refused(
                    Reason.NOT_PROVEN,
                    "no manifest of %s would give exactly what the cluster has; write it by hand."
                        .formatted(live.id()),
                    Optional.empty()));
  }

  private static boolean isSecret(GroupKind kind) {
    return kind.equals(Kinds.SECRET);
  }

  private static String secret(String what) {
    return ("%s is a secret, and Git would show it to everybody; put it into Git encrypted, or into a"
            + " secret store.")
        .formatted(what);
  }

  private static Adoption refused(DesiredResource resource, Reason reason, String sentence) {
    Location place = resource.manifest().origin().start();
    return new Adoption.Refused(reason, sentence, Optional.of(place));
  }

  /// All differences, those that follow from others among them.
  static List<Difference> all(List<Difference> differences) {
    List<Difference> all = new ArrayList<>();
    for (Difference one : differences) {
      all.add(one);
      all.addAll(all(one.consequences()));
    }
    return all;
  }
}

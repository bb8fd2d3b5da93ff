package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Shows that a changed source declares what it should, and that nothing else of it has changed.
final class RenderedProof {
  private static final String NOT_WHAT_RUNS =
      "rendered again, the changed source would not declare what runs; edit it by hand";

  /// What these say decides what else is declared, and that is compared.
  private static final Set<GroupKind> DEPLOYERS =
      Set.of(Kinds.FLUX_KUSTOMIZATION, Kinds.FLUX_HELM_RELEASE, Kinds.ARGO_APPLICATION);

  private final AdoptableSource.Declared before;
  private final Identity identity;
  private final Predicate<List<Manifest>> isRight;
  private final String otherwise;

  private record Identity(String apiVersion, String kind, String namespace, String name) {
    static Identity of(Manifest manifest) {
      return new Identity(
          manifest.apiVersion(), manifest.kind(), manifest.namespace(), manifest.name());
    }
  }

  private RenderedProof(
      AdoptableSource.Declared before,
      Identity identity,
      Predicate<List<Manifest>> isRight,
      String otherwise) {
    this.before = before;
    this.identity = identity;
    this.isRight = isRight;
    this.otherwise = otherwise;
  }

  static RenderedProof ofEdited(
      AdoptableSource.Declared before, Manifest manifest, List<Edit> edits) {
    Optional<Value> intended = EditedValue.of(manifest.content(), edits);
    return new RenderedProof(
        before,
        Identity.of(manifest),
        own -> own.size() == 1 && Optional.<Value>of(own.getFirst().content()).equals(intended),
        NOT_WHAT_RUNS);
  }

  static RenderedProof ofRemoved(AdoptableSource.Declared before, Manifest manifest) {
    return new RenderedProof(before, Identity.of(manifest), List::isEmpty, NOT_WHAT_RUNS);
  }

  /// Of a manifest that was proven to be right already, and is to be there.
  static RenderedProof ofNew(AdoptableSource.Declared before, ResourceRef resource) {
    return new RenderedProof(
        before,
        new Identity(
            resource.apiVersion(),
            resource.id().kind(),
            resource.id().namespace(),
            resource.id().name()),
        own -> own.size() == 1,
        "rendered again, the source would not declare it, maybe because a new file beside its like"
            + " is not among the paths that are compared; write it by hand");
  }

  /// The manifest as a source declares it now, if it does so once.
  static Optional<Manifest> find(AdoptableSource.Declared declared, Manifest manifest) {
    List<Manifest> same =
        declared.compared().stream()
            .filter(one -> Identity.of(one).equals(Identity.of(manifest)))
            .toList();
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  /// Why the change is not made; empty if it does what it should.
  Optional<String> objection(AdoptableSource.Declared after) {
    return objection(after, Set.of());
  }

  /// @param edited files as reports name them: a deployer that is written there says something else
  Optional<String> objection(AdoptableSource.Declared after, Set<String> edited) {
    List<Manifest> own =
        after.compared().stream().filter(one -> Identity.of(one).equals(identity)).toList();
    if (!isRight.test(own)) {
      return Optional.of(otherwise);
    }
    boolean same =
        contents(others(before, edited)).equals(contents(others(after, edited)))
            && contents(before.others()).equals(contents(after.others()))
            && before.faults() == after.faults();
    return same
        ? Optional.empty()
        : Optional.of(
            "rendered again, the changed source would also declare something else otherwise; edit"
                + " it by hand");
  }

  private List<Manifest> others(AdoptableSource.Declared declared, Set<String> edited) {
    return declared.compared().stream()
        .filter(one -> !Identity.of(one).equals(identity))
        .filter(
            one ->
                !DEPLOYERS.contains(one.groupKind())
                    || one.origin().files().stream().noneMatch(edited::contains))
        .toList();
  }

  /// In no order, as a new file may come between others.
  private static Map<Value, Long> contents(List<Manifest> manifests) {
    return manifests.stream()
        .collect(Collectors.groupingBy(Manifest::determined, Collectors.counting()));
  }
}

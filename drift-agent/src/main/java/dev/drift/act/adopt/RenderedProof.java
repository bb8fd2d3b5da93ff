package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Shows that a changed source declares what it should, and that nothing else of it has changed.
final class RenderedProof {
  private static final String NOT_WHAT_RUNS =
      "rendered again, the changed source would not declare what runs; edit it by hand";

  /// What these say decides what else is declared, and that is compared.
  private static final Set<GroupKind> DEPLOYERS =
      Set.of(Kinds.FLUX_KUSTOMIZATION, Kinds.FLUX_HELM_RELEASE, Kinds.ARGO_APPLICATION);

  private static final List<String> OWNERS =
      List.of("kustomize.toolkit.fluxcd.io/", "argocd.argoproj.io/tracking-id");

  /// As kustomize names what it generates:
  /// <https://github.com/kubernetes-sigs/kustomize/blob/master/api/hasher/hasher.go>.
  private static final Pattern HASHED = Pattern.compile(".+-[a-z0-9]{10}");

  private final AdoptableSource.Declared before;
  private final Identity identity;
  private final Predicate<List<Manifest>> isRight;
  private final Optional<Value> intended;
  private final String otherwise;

  private record Identity(String apiVersion, String kind, String namespace, String name) {
    static Identity of(Manifest manifest) {
      return new Identity(
          manifest.apiVersion(), manifest.kind(), manifest.namespace(), manifest.name());
    }

    static Identity of(ResourceRef resource) {
      return new Identity(
          resource.apiVersion(),
          resource.id().kind(),
          resource.id().namespace(),
          resource.id().name());
    }
  }

  private RenderedProof(
      AdoptableSource.Declared before,
      Identity identity,
      Predicate<List<Manifest>> isRight,
      Optional<Value> intended,
      String otherwise) {
    this.before = before;
    this.identity = identity;
    this.isRight = isRight;
    this.intended = intended;
    this.otherwise = otherwise;
  }

  static RenderedProof ofEdited(
      AdoptableSource.Declared before, Manifest manifest, List<Edit> edits) {
    Optional<Value> intended = EditedValue.of(manifest.content(), edits);
    return new RenderedProof(
        before,
        Identity.of(manifest),
        own -> own.size() == 1 && Optional.<Value>of(own.getFirst().content()).equals(intended),
        intended,
        NOT_WHAT_RUNS);
  }

  static RenderedProof ofRemoved(AdoptableSource.Declared before, Manifest manifest) {
    return new RenderedProof(
        before, Identity.of(manifest), List::isEmpty, Optional.empty(), NOT_WHAT_RUNS);
  }

  /// Of a manifest that was proven to be right already, and is to be there.
  static RenderedProof ofNew(AdoptableSource.Declared before, ResourceRef resource) {
    return new RenderedProof(
        before,
        Identity.of(resource),
        own -> own.size() == 1,
        Optional.empty(),
        "rendered again, the source would not declare it, maybe because a new file beside its like"
            + " is not among the paths that are compared; write it by hand");
  }

  /// Of a manifest that an overlay lists, and may change.
  ///
  /// @param content of the manifest as it is written
  static RenderedProof ofListed(
      AdoptableSource.Declared before, ResourceRef resource, Value.Obj content) {
    return new RenderedProof(
        before,
        Identity.of(resource),
        own ->
            own.size() == 1 && withoutOwner(own.getFirst().content()).equals(withoutOwner(content)),
        Optional.empty(),
        "rendered again, the kustomization would not declare it as it runs, maybe because it sets"
            + " names, labels or annotations; write it by hand");
  }

  /// Without the marks of Flux and Argo CD on what they deploy, which they add themselves.
  private static Value.Obj withoutOwner(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    for (String field : List.of("labels", "annotations")) {
      Value.Obj marks = metadata.object(field);
      for (String name : marks.fields().keySet()) {
        marks = OWNERS.stream().anyMatch(name::startsWith) ? marks.without(name) : marks;
      }
      metadata = marks.size() == 0 ? metadata.without(field) : metadata.with(field, marks);
    }
    return content.with("metadata", metadata);
  }

  /// What the object would be called instead, if its name ends in a hash of its content: what it
  /// would declare is right but for the name.
  Optional<String> renamed(AdoptableSource.Declared after) {
    if (intended.isEmpty() || !(intended.get() instanceof Value.Obj content)) {
      return Optional.empty();
    }
    Value.Obj metadata = content.object("metadata");
    return after.compared().stream()
        .filter(
            it ->
                it.apiVersion().equals(identity.apiVersion())
                    && it.kind().equals(identity.kind())
                    && it.namespace().equals(identity.namespace())
                    && HASHED.matcher(it.name()).matches())
        .filter(it -> before.compared().stream().noneMatch(isAlike(it)))
        .filter(
            it ->
                it.content()
                    .equals(content.with("metadata", metadata.with("name", Value.of(it.name())))))
        .map(Manifest::name)
        .findFirst();
  }

  private static Predicate<Manifest> isAlike(Manifest manifest) {
    return it -> Identity.of(it).equals(Identity.of(manifest));
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

  /// @param edited files as reports name them: a deployer that is written there says something new,
  ///     and so do documents there that are not compared
  Optional<String> objection(AdoptableSource.Declared after, Set<String> edited) {
    List<Manifest> own =
        after.compared().stream().filter(one -> Identity.of(one).equals(identity)).toList();
    if (!isRight.test(own)) {
      return Optional.of(otherwise);
    }
    boolean same =
        contents(others(before, edited)).equals(contents(others(after, edited)))
            && contents(undeployed(before, edited)).equals(contents(undeployed(after, edited)))
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

  /// A document that is not compared, because something deploys another form of it, changes with
  /// its file.
  private static List<Manifest> undeployed(AdoptableSource.Declared declared, Set<String> edited) {
    return declared.others().stream()
        .filter(
            one ->
                !(one.origin() instanceof Origin.Written(Places places)
                    && edited.contains(places.file())))
        .toList();
  }

  /// In no order, as a new file may come between others.
  private static Map<Value, Long> contents(List<Manifest> manifests) {
    return manifests.stream()
        .collect(Collectors.groupingBy(Manifest::determined, Collectors.counting()));
  }
}

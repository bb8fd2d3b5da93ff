package dev.drift.verdict;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ApiKind;
import dev.drift.model.DesiredResource;
import dev.drift.model.GroupKind;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What Git declares, each resource under its identity.
///
/// @param problems resources that are declared twice, or of versions that the cluster does not
///     serve
public record DesiredState(Resources<DesiredResource> resources, List<Problem> problems) {
  private static final GroupKind CRD =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  public DesiredState {
    requireNonNull(resources, "resources is null");
    problems = List.copyOf(problems);
  }

  /// Fills namespaces in and finds what is declared twice.
  ///
  /// @param kinds what the cluster serves
  /// @param defaultNamespace of manifests that name none
  /// @param onlyNamespaces leaves out what is not in these, and all that is in none but the
  ///     Namespaces themselves; empty for everything
  public static DesiredState of(
      List<Manifest> manifests,
      List<ApiKind> kinds,
      String defaultNamespace,
      Collection<String> onlyNamespaces) {
    Scopes scopes = Scopes.of(kinds, manifests);
    // In the order of the files, which is nearly that of the identities, so that it is soon sorted.
    Map<ResourceId, DesiredResource> resources = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Manifest manifest : manifests) {
      DesiredResource resource = resource(manifest, scopes, defaultNamespace);
      if (!onlyNamespaces.isEmpty() && !onlyNamespaces.contains(resource.id().home())) {
        continue;
      }
      DesiredResource first = resources.putIfAbsent(resource.id(), resource);
      if (first != null) {
        problems.add(duplicate(resource, first));
      }
      Optional<String> unserved = scopes.unserved(resource.id().groupKind(), manifest);
      if (unserved.isPresent()) {
        problems.add(unserved(resource, unserved.get()));
      }
    }
    return new DesiredState(Resources.of(resources.values()), problems);
  }

  /// Namespaces that Git declares, or declares something in.
  public Set<String> namespaces() {
    Set<String> namespaces = new HashSet<>();
    resources.keySet().forEach(id -> namespaces.add(id.home()));
    namespaces.remove("");
    return Collections.unmodifiableSet(namespaces);
  }

  /// Kinds that Git uses.
  public Set<GroupKind> kinds() {
    return resources.kinds();
  }

  private static DesiredResource resource(
      Manifest manifest, Scopes scopes, String defaultNamespace) {
    GroupKind kind = manifest.groupKind();
    boolean namespaced = scopes.namespaced(kind, manifest);
    String namespace =
        !namespaced ? "" : manifest.namespace().isEmpty() ? defaultNamespace : manifest.namespace();
    ResourceRef ref =
        new ResourceRef(manifest.apiVersion(), new ResourceId(kind, namespace, manifest.name()));
    return new DesiredResource(ref, inNamespace(manifest, namespace), manifest);
  }

  /// @param namespace empty for none
  private static Value.Obj inNamespace(Manifest manifest, String namespace) {
    Value.Obj content = manifest.content();
    Value.Obj metadata = content.object("metadata");
    Optional<Value> named = metadata.get("namespace");
    Optional<Value> wanted =
        namespace.isEmpty() ? Optional.empty() : Optional.of(Value.of(namespace));
    if (named.equals(wanted)) {
      return content;
    }
    return content.with(
        "metadata",
        wanted
            .map(value -> metadata.with("namespace", value))
            .orElseGet(() -> metadata.without("namespace")));
  }

  private static Problem duplicate(DesiredResource resource, DesiredResource first) {
    return new Problem(
        Problem.Code.DUPLICATE_RESOURCE,
        "%s is declared twice, also at %s; delete one of the two"
            .formatted(resource.id(), first.manifest().places().start()),
        Optional.of(resource.manifest().places().start()),
        Optional.of(resource.ref()));
  }

  private static Problem unserved(DesiredResource resource, String reason) {
    return new Problem(
        Problem.Code.UNKNOWN_KIND,
        reason,
        Optional.of(resource.manifest().places().start()),
        Optional.of(resource.ref()));
  }

  /// Which kinds live in namespaces: by discovery, else by the CRDs that Git declares.
  private record Scopes(Map<GroupKind, Boolean> namespaced, Map<GroupKind, Set<String>> versions) {

    static Scopes of(List<ApiKind> kinds, List<Manifest> manifests) {
      Map<GroupKind, Boolean> namespaced = new LinkedHashMap<>();
      Map<GroupKind, Set<String>> versions = new LinkedHashMap<>();
      for (Manifest manifest : manifests) {
        if (manifest.is(CRD)) {
          Value.Obj spec = manifest.content().object("spec");
          GroupKind kind =
              new GroupKind(
                  spec.text("group").orElse(""), spec.object("names").text("kind").orElse(""));
          namespaced.put(kind, spec.text("scope").orElse("").equals("Namespaced"));
        }
      }
      for (ApiKind kind : kinds) {
        namespaced.put(kind.groupKind(), kind.namespaced());
        versions.computeIfAbsent(kind.groupKind(), _ -> new TreeSet<>()).add(kind.apiVersion());
      }
      return new Scopes(namespaced, versions);
    }

    boolean namespaced(GroupKind kind, Manifest manifest) {
      return namespaced.getOrDefault(kind, !manifest.namespace().isEmpty());
    }

    /// Why the cluster cannot have a resource of this version, though it has the kind.
    Optional<String> unserved(GroupKind kind, Manifest manifest) {
      Set<String> served = versions.getOrDefault(kind, Set.of());
      return served.isEmpty() || served.contains(manifest.apiVersion())
          ? Optional.empty()
          : Optional.of(
              "the cluster serves %s at %s, not at %s; write it at a version that it serves"
                  .formatted(manifest.kind(), String.join(", ", served), manifest.apiVersion()));
    }
  }
}

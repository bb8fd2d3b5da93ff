package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.Manifest;
import dev.drift.model.Newer;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Location;
import dev.drift.model.scope.Claim;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the sources of a run declare, each resource under its identity.
///
/// @param resources what is compared
/// @param elsewhere where the sources declare what is not compared: outside `--path`
/// @param claim where every object should be declared
/// @param onlyNamespaces the only ones that the run reads; empty for all
/// @param unrendered files whose manifests are not known
/// @param problems resources that are declared twice, or of versions that the cluster does not
///     serve
/// @param ofCluster if another cluster is the desired state, the kinds of which undeclared objects
///     are looked for besides the tracked ones; empty if Git is
public record DesiredState(
    Resources<DesiredResource> resources,
    Map<ResourceId, Location> elsewhere,
    Claim claim,
    Set<String> onlyNamespaces,
    List<Unrendered> unrendered,
    List<Problem> problems,
    Optional<Set<GroupKind>> ofCluster) {

  public DesiredState {
    requireNonNull(resources, "resources is null");
    elsewhere = Map.copyOf(elsewhere);
    requireNonNull(claim, "claim is null");
    onlyNamespaces = Set.copyOf(onlyNamespaces);
    unrendered = List.copyOf(unrendered);
    problems = List.copyOf(problems);
    ofCluster = ofCluster.map(Set::copyOf);
  }

  /// What Git declares.
  public DesiredState(
      Resources<DesiredResource> resources,
      Map<ResourceId, Location> elsewhere,
      Claim claim,
      Set<String> onlyNamespaces,
      List<Unrendered> unrendered,
      List<Problem> problems) {
    this(resources, elsewhere, claim, onlyNamespaces, unrendered, problems, Optional.empty());
  }

  /// The same as what another cluster has, masked as the live state is: an object that is not in it
  /// is unmanaged, whoever deployed it.
  ///
  /// @param kinds of which undeclared objects are looked for besides the tracked ones
  public DesiredState ofCluster(Set<GroupKind> kinds) {
    return new DesiredState(
        resources, elsewhere, claim, onlyNamespaces, unrendered, problems, Optional.of(kinds));
  }

  /// The paths whose values only the sources know to be secret, of each resource that has any.
  public Map<ResourceId, Set<Path>> secrets() {
    Map<ResourceId, Set<Path>> secrets = new HashMap<>();
    for (DesiredResource resource : resources.values()) {
      Set<Path> all = new HashSet<>(resource.manifest().secrets());
      for (Newer newer : resource.newer()) {
        if (newer instanceof Newer.Declared(_, Set<Path> more)) {
          all.addAll(more);
        }
      }
      if (!all.isEmpty()) {
        secrets.put(resource.id(), all);
      }
    }
    return secrets;
  }

  /// What one source declares.
  ///
  /// @param others manifests of the same source that are not compared
  /// @param defaultNamespace of manifests that name none
  /// @param newer all of its manifests at each commit that a deployer has not applied yet, or is
  ///     applying
  public record Part(
      Scope scope,
      String defaultNamespace,
      List<Manifest> manifests,
      List<Manifest> others,
      List<Unrendered> unrendered,
      List<List<Manifest>> newer) {
    public Part {
      requireNonNull(scope, "scope is null");
      requireNonNull(defaultNamespace, "defaultNamespace is null");
      manifests = List.copyOf(manifests);
      others = List.copyOf(others);
      unrendered = List.copyOf(unrendered);
      newer = newer.stream().map(List::copyOf).toList();
    }

    /// What is read is what is applied.
    public Part(
        Scope scope,
        String defaultNamespace,
        List<Manifest> manifests,
        List<Manifest> others,
        List<Unrendered> unrendered) {
      this(scope, defaultNamespace, manifests, others, unrendered, List.of());
    }

    /// Everything of the source was read and is compared.
    public Part(Scope scope, String defaultNamespace, List<Manifest> manifests) {
      this(scope, defaultNamespace, manifests, List.of(), List.of());
    }
  }

  /// Fills namespaces in and finds what is declared twice.
  ///
  /// @param kinds what the cluster serves
  /// @param onlyNamespaces leaves out what is not in these, and all cluster-scoped resources but
  ///     the Namespaces themselves; empty for everything
  public static DesiredState of(
      List<Part> parts, List<ApiKind> kinds, Collection<String> onlyNamespaces) {
    Scopes scopes =
        Scopes.of(
            kinds,
            parts.stream()
                .flatMap(part -> Stream.of(part.manifests(), part.others()))
                .flatMap(List::stream)
                .toList());
    // In the order of the files, which is nearly that of the identities, so that it is soon sorted.
    Map<ResourceId, DesiredResource> resources = new LinkedHashMap<>();
    Map<ResourceId, Location> elsewhere = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    Set<String> claimed = new HashSet<>();
    for (Part part : parts) {
      List<Map<ResourceId, DesiredResource>> newer =
          part.newer().stream().map(all -> byId(all, scopes, part.defaultNamespace())).toList();
      for (Manifest manifest : part.manifests()) {
        DesiredResource resource = with(newer, resource(manifest, scopes, part.defaultNamespace()));
        if (!onlyNamespaces.isEmpty() && !onlyNamespaces.contains(resource.id().home())) {
          continue;
        }
        if (part.scope() == Scope.NAMESPACES) {
          claimed.add(resource.id().home());
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
      for (Manifest manifest : part.others()) {
        ResourceId id = resource(manifest, scopes, part.defaultNamespace()).id();
        elsewhere.putIfAbsent(id, manifest.origin().start());
      }
      newer.forEach(
          all ->
              all.forEach((id, it) -> elsewhere.putIfAbsent(id, it.manifest().origin().start())));
    }
    elsewhere.keySet().removeAll(resources.keySet());
    claimed.remove("");
    return new DesiredState(
        Resources.of(resources.values()),
        elsewhere,
        claim(parts, claimed, onlyNamespaces),
        Set.copyOf(onlyNamespaces),
        parts.stream().flatMap(part -> part.unrendered().stream()).toList(),
        problems);
  }

  private static Map<ResourceId, DesiredResource> byId(
      List<Manifest> manifests, Scopes scopes, String defaultNamespace) {
    Map<ResourceId, DesiredResource> byId = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      DesiredResource resource = resource(manifest, scopes, defaultNamespace);
      byId.putIfAbsent(resource.id(), resource);
    }
    return byId;
  }

  /// With what newer commits say of it, where that is something else.
  private static DesiredResource with(
      List<Map<ResourceId, DesiredResource>> all, DesiredResource resource) {
    List<Newer> others = new ArrayList<>();
    for (Map<ResourceId, DesiredResource> commit : all) {
      DesiredResource newer = commit.get(resource.id());
      if (newer == null) {
        others.add(new Newer.Gone());
      } else if (!newer.content().equals(resource.content())) {
        others.add(new Newer.Declared(newer.content(), newer.manifest().secrets()));
      }
    }
    return others.isEmpty()
        ? resource
        : new DesiredResource(resource.ref(), resource.content(), resource.manifest(), others);
  }

  private static Claim claim(
      List<Part> parts, Set<String> claimed, Collection<String> onlyNamespaces) {
    boolean cluster = parts.stream().anyMatch(part -> part.scope() == Scope.CLUSTER);
    if (!cluster) {
      return new Claim(false, claimed);
    }
    return onlyNamespaces.isEmpty()
        ? Claim.EVERYTHING
        : new Claim(false, new HashSet<>(onlyNamespaces));
  }

  /// Files that may declare the object; this is unknown.
  public Optional<Unrendered> mayDeclare(ResourceId id) {
    return unrendered.stream().filter(one -> one.mayDeclare(id)).findFirst();
  }

  /// Namespaces that Git declares, or declares something in.
  public Set<String> namespaces() {
    return resources.homes();
  }

  /// Kinds that Git uses.
  public Set<GroupKind> kinds() {
    if (ofCluster.isEmpty()) {
      return resources.kinds();
    }
    Set<GroupKind> kinds = new TreeSet<>(resources.kinds());
    kinds.addAll(ofCluster.get());
    return kinds;
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
        "%s is declared twice, also at %s; delete one of the two, or name the files of this cluster with --path"
            .formatted(resource.id(), first.manifest().origin().start()),
        resource.manifest().origin().start().place(),
        Optional.of(resource.ref()));
  }

  private static Problem unserved(DesiredResource resource, String reason) {
    return new Problem(
        Problem.Code.UNKNOWN_KIND,
        reason,
        resource.manifest().origin().start().place(),
        Optional.of(resource.ref()));
  }

  /// Which kinds live in namespaces: by discovery, else by the CRDs that Git declares.
  private record Scopes(Map<GroupKind, Boolean> namespaced, Map<GroupKind, Set<String>> versions) {

    static Scopes of(List<ApiKind> kinds, List<Manifest> manifests) {
      Map<GroupKind, Boolean> namespaced = new LinkedHashMap<>();
      Map<GroupKind, Set<String>> versions = new LinkedHashMap<>();
      for (Manifest manifest : manifests) {
        if (manifest.is(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
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

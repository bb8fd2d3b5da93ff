package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Declared;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All roles and bindings, as Git has them or as the cluster does.
public final class AccessGraph {
  public static final String GROUP = "rbac.authorization.k8s.io";
  static final List<GroupKind> KINDS =
      List.of(Kinds.ROLE, Kinds.CLUSTER_ROLE, Kinds.ROLE_BINDING, Kinds.CLUSTER_ROLE_BINDING);

  /// What it takes to know who may do what.
  public static final Reads READS =
      Reads.inCluster(KINDS).and(Reads.inCluster(Kinds.CUSTOM_RESOURCE_DEFINITION));

  private final boolean declared;
  private final Map<ResourceId, Value.Obj> roles = new HashMap<>();
  private final Map<ResourceId, Binding> bindings = new TreeMap<>();
  private final Map<Subject, List<Binding>> bySubject = new HashMap<>();

  private final ClusterScoped clusterScoped;

  private AccessGraph(MaskedWorld world, boolean declared) {
    this.clusterScoped = new ClusterScoped(world);
    this.declared = declared;
  }

  /// Whether all of RBAC was read; otherwise permissions are unknown.
  public static boolean isKnown(MaskedWorld world) {
    return KINDS.stream().allMatch(world::knows);
  }

  /// What the cluster has.
  public static AccessGraph live(MaskedWorld world) {
    AccessGraph graph = new AccessGraph(world, false);
    for (GroupKind kind : KINDS) {
      world.live(kind).forEach(resource -> graph.add(resource.id(), resource.content()));
    }
    return graph.indexed();
  }

  /// What Git declares, and what the API server makes by itself.
  public static AccessGraph declared(MaskedWorld world) {
    AccessGraph graph = new AccessGraph(world, true);
    for (GroupKind kind : KINDS) {
      world.live(kind).stream()
          .filter(AccessGraph::isServersOwn)
          .forEach(resource -> graph.add(resource.id(), resource.content()));
      for (Declared one : world.desired(kind)) {
        graph.add(one.ref().id(), one.content());
      }
    }
    return graph.indexed();
  }

  private AccessGraph indexed() {
    for (Binding binding : bindings.values()) {
      binding
          .subjects()
          .forEach(
              subject -> bySubject.computeIfAbsent(subject, _ -> new ArrayList<>()).add(binding));
    }
    return this;
  }

  /// Whether the API server makes it in every cluster, and restores it at every start.
  public static boolean isServersOwn(LiveResource resource) {
    return resource
        .metadata()
        .object("labels")
        .text("kubernetes.io/bootstrapping")
        .filter("rbac-defaults"::equals)
        .isPresent();
  }

  private void add(ResourceId id, Value.Obj content) {
    if (isRole(id.groupKind())) {
      roles.put(id, content);
    } else {
      bindings.put(id, Binding.of(id, content));
    }
  }

  static boolean isRole(GroupKind kind) {
    return kind.equals(Kinds.ROLE) || kind.equals(Kinds.CLUSTER_ROLE);
  }

  boolean has(ResourceId role) {
    return roles.containsKey(role);
  }

  Optional<Binding> binding(ResourceId id) {
    return Optional.ofNullable(bindings.get(id));
  }

  Collection<Binding> bindings() {
    return bindings.values();
  }

  /// The ClusterRoles that take in the rules of this one.
  List<ResourceId> aggregating(ResourceId role) {
    Value.Obj content = roles.get(role);
    List<ResourceId> found = new ArrayList<>();
    if (content != null && role.groupKind().equals(Kinds.CLUSTER_ROLE)) {
      roles.forEach(
          (id, other) -> {
            if (!id.equals(role) && Aggregation.takesIn(other, content)) {
              found.add(id);
            }
          });
    }
    return found;
  }

  /// What the role gives where it is bound.
  ///
  /// @param scope a namespace, or empty for the whole cluster
  Rights rights(ResourceId role, String scope) {
    Rights rights = new Rights();
    Value.Obj content = roles.getOrDefault(role, Value.Obj.EMPTY);
    if (declared && content.get("aggregationRule").isPresent()) {
      roles.forEach(
          (id, other) -> {
            if (!id.equals(role) && Aggregation.takesIn(content, other)) {
              add(other, scope, rights);
            }
          });
    } else {
      add(content, scope, rights);
    }
    return rights;
  }

  private void add(Value.Obj role, String scope, Rights rights) {
    PolicyRules.expand(role, scope, clusterScoped, rights);
  }

  /// How dangerous it is to be bound by it.
  Severity danger(Binding binding) {
    Severity danger =
        Danger.of(roles.getOrDefault(binding.role(), Value.Obj.EMPTY), binding.scope());
    boolean everybody = binding.subjects().stream().anyMatch(Subject::isEverybody);
    return everybody && danger == Severity.HIGH ? Severity.CRITICAL : danger;
  }

  /// What the subject may do by all bindings, those of its groups too.
  Rights rights(Subject subject) {
    Rights rights = new Rights();
    for (Subject name : subject.withGroups()) {
      for (Binding binding : bySubject.getOrDefault(name, List.of())) {
        rights.addAll(rights(binding.role(), binding.scope()));
      }
    }
    return rights;
  }
}

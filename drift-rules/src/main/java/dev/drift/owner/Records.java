package dev.drift.owner;

import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.HeldObject;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The cluster in which deployers keep their records. Nothing is looked at that [Owners#READS] does
/// not declare; that is checked where assertions are enabled: in tests.
final class Records {
  private final LiveState live;
  private final Set<String> namespaces;
  private final Map<GroupKind, Boolean> namespaced = new HashMap<>();

  /// @param namespaces the only ones that were read; empty for all
  Records(LiveState live, Set<String> namespaces) {
    this.live = live;
    this.namespaces = Set.copyOf(namespaces);
    for (ApiKind kind : live.kinds()) {
      namespaced.put(kind.groupKind(), kind.namespaced());
    }
  }

  /// The address of the API server.
  String server() {
    return live.cluster().server();
  }

  /// Of Kubernetes.
  String version() {
    return live.cluster().version();
  }

  List<LiveResource> ofKind(GroupKind kind) {
    assert isDeclared(kind) : undeclared(kind);
    return live.resources().ofKind(kind);
  }

  Optional<LiveResource> find(GroupKind kind, String namespace, String name) {
    assert isDeclared(kind) : undeclared(kind);
    return Optional.ofNullable(live.resources().get(new ResourceId(kind, namespace, name)));
  }

  /// Whether all objects of the kind in this namespace are known. There are none of a kind that
  /// the cluster does not serve.
  boolean knows(GroupKind kind, String namespace) {
    assert isDeclared(kind) : undeclared(kind);
    boolean read =
        live.coverageOf(kind)
            .map(KindCoverage::known)
            .orElseGet(() -> !namespaced.containsKey(kind));
    return read && (namespaces.isEmpty() || namespaces.contains(namespace));
  }

  /// Whether all objects of the kind are known.
  boolean knows(GroupKind kind) {
    return namespaces.isEmpty() && knows(kind, "");
  }

  private static boolean isDeclared(GroupKind kind) {
    return Owners.READS.kinds().get(kind) == Reads.Extent.CLUSTER;
  }

  private static String undeclared(GroupKind kind) {
    return "looks at %s, which the reads of Owners do not declare".formatted(kind);
  }

  /// The object that a record means.
  ///
  /// @param home the namespace of a namespaced object for which the record names none
  ResourceId id(HeldObject held, String home) {
    String namespace =
        switch (namespaced.get(held.groupKind())) {
          case Boolean inNamespaces when !inNamespaces -> "";
          // A kind that the cluster no longer serves has no live objects either.
          case null, default -> held.namespace().isEmpty() ? home : held.namespace();
        };
    return new ResourceId(held.groupKind(), namespace, held.name());
  }

  static Optional<String> label(LiveResource object, String name) {
    return object.metadata().object("labels").text(name);
  }

  static Optional<String> annotation(LiveResource object, String name) {
    return object.metadata().object("annotations").text(name);
  }

  /// The record that a mark names, such as `K3s Addon kube-system/coredns`. Anybody may write a
  /// mark with empty names.
  static String named(String kind, String namespace, String name) {
    return namespace.isEmpty() || name.isEmpty()
        ? "a " + kind
        : "%s %s/%s".formatted(kind, namespace, name);
  }

  static boolean isDeleted(LiveResource object) {
    return object.metadata().get("deletionTimestamp").isPresent();
  }

  /// Whether a condition of its status holds.
  static boolean is(String condition, LiveResource object) {
    return object.content().object("status").objects("conditions").stream()
        .anyMatch(
            one ->
                one.text("type").equals(Optional.of(condition))
                    && one.text("status").equals(Optional.of("True")));
  }

  static Value.Obj spec(LiveResource object) {
    return object.content().object("spec");
  }

  static Value.Obj status(LiveResource object) {
    return object.content().object("status");
  }
}

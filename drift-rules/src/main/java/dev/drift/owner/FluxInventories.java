package dev.drift.owner;

import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Flux proves what it owns by the inventories that its controllers write.
/// https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory
final class FluxInventories implements Deployer {
  private static final Set<String> MANAGERS =
      Set.of("kustomize-controller", "helm-controller", "flux-operator");
  private static final Set<String> RIGHTS = Set.of("f:rules", "f:subjects", "f:roleRef");

  /// A controller writes the rules of a ClusterRole that aggregates others.
  private static final Set<String> AGGREGATION = Set.of("f:aggregationRule");

  /// An object of Flux and the kind that it is of.
  private record Applier(FluxKind kind, LiveResource object) {
    @Override
    public String toString() {
      return "Flux " + object.id();
    }
  }

  private final Records cluster;
  private final Map<ResourceId, Applier> held = new HashMap<>();

  FluxInventories(Records cluster) {
    this.cluster = cluster;
    for (FluxKind kind : FluxKind.values()) {
      for (LiveResource object : cluster.ofKind(kind.groupKind())) {
        if (!appliesElsewhere(object)) {
          inventory(object).forEach(id -> held.put(id, new Applier(kind, object)));
        }
      }
    }
  }

  /// With a kubeconfig of its own it applies to that cluster.
  private static boolean appliesElsewhere(LiveResource object) {
    return Records.spec(object).get("kubeConfig").isPresent();
  }

  private static List<ResourceId> inventory(LiveResource object) {
    return Records.status(object).object("inventory").objects("entries").stream()
        .flatMap(entry -> entry.text("id").flatMap(FluxInventories::id).stream())
        .toList();
  }

  /// Reads `<namespace>_<name>_<group>_<kind>`. In names of RBAC `__` stands for a colon.
  /// https://github.com/fluxcd/cli-utils/blob/main/pkg/object/objmetadata.go
  static Optional<ResourceId> id(String text) {
    int first = text.indexOf('_');
    int last = text.lastIndexOf('_');
    int middle = text.lastIndexOf('_', last - 1);
    if (first < 0 || middle <= first) {
      return Optional.empty();
    }
    String name = text.substring(first + 1, middle).replace("__", ":");
    GroupKind kind = new GroupKind(text.substring(middle + 1, last), text.substring(last + 1));
    return Optional.of(new ResourceId(kind, text.substring(0, first), name));
  }

  /// The object of Flux that keeps this one as its source says.
  Optional<LiveResource> reconciler(LiveResource object) {
    return Optional.ofNullable(held.get(object.id())).map(Applier::object);
  }

  static Optional<String> idle(LiveResource object) {
    if (Records.spec(object).get("suspend").equals(Optional.of(Value.of(true)))) {
      return Optional.of("is suspended");
    }
    return object.id().groupKind().equals(FluxKind.HELM_RELEASE.groupKind())
            && !Records.spec(object)
                .object("driftDetection")
                .text("mode")
                .equals(Optional.of("enabled"))
        ? Optional.of("does not correct drift (driftDetection.mode)")
        : Optional.empty();
  }

  @Override
  public Ownership of(LiveResource object) {
    Applier applier = held.get(object.id());
    if (applier != null) {
      return new Ownership.Proven(
          applier.toString(), "its inventory lists it", covers(applier, object));
    }
    for (FluxKind kind : FluxKind.values()) {
      Optional<String> name = Records.label(object, kind.nameLabel());
      Optional<String> namespace = Records.label(object, kind.namespaceLabel());
      if (name.isPresent() && namespace.isPresent()) {
        return marked(object, kind, namespace.get(), name.get());
      }
    }
    return new Ownership.None();
  }

  /// An inventory holds names. What an object says is Flux's if Flux sets it right again and again,
  /// and if nobody else has written its rights since.
  private static boolean covers(Applier applier, LiveResource object) {
    if (!RightsDigest.areGivenBy(object.id().groupKind())) {
      return true;
    }
    LiveResource by = applier.object();
    boolean corrects =
        Records.is("Ready", by)
            && !Records.isDeleted(by)
            && !Records.spec(by).get("suspend").equals(Optional.of(Value.of(true)))
            && !optsOut(applier.kind(), object)
            && (applier.kind() != FluxKind.HELM_RELEASE || detectsDrift(by));
    return corrects && hasOnlyRightsOfFlux(object);
  }

  private static boolean optsOut(FluxKind kind, LiveResource object) {
    return Records.annotation(object, kind.reconcileAnnotation()).isPresent()
        || Records.annotation(object, kind.applyAnnotation()).isPresent()
        || Records.label(object, kind.reconcileAnnotation()).isPresent()
        || Records.label(object, kind.applyAnnotation()).isPresent();
  }

  /// https://fluxcd.io/flux/components/helm/helmreleases/#drift-detection
  private static boolean detectsDrift(LiveResource release) {
    Value.Obj detection = Records.spec(release).object("driftDetection");
    return detection.text("mode").equals(Optional.of("enabled"))
        && detection.list("ignore").isEmpty();
  }

  private static boolean hasOnlyRightsOfFlux(LiveResource object) {
    boolean aggregates = object.content().object("aggregationRule").size() > 0;
    Set<String> rights = aggregates ? AGGREGATION : RIGHTS;
    boolean any = false;
    for (FieldOwner owner : object.owners()) {
      if (rights.stream().anyMatch(field -> owner.fields().get(field).isPresent())) {
        any = true;
        if (!MANAGERS.contains(owner.manager())) {
          return false;
        }
      }
    }
    return any;
  }

  private Ownership marked(LiveResource object, FluxKind kind, String namespace, String name) {
    GroupKind groupKind = kind.groupKind();
    String says =
        "its labels say that %s applies it"
            .formatted(Records.named("Flux " + groupKind.kind(), namespace, name));
    Optional<LiveResource> found = cluster.find(groupKind, namespace, name);
    if (found.isEmpty()) {
      return cluster.knows(groupKind, namespace)
          ? new Ownership.Forged("%s, but there is no such %s".formatted(says, groupKind.kind()))
          : new Ownership.Unverifiable(
              groupKind, "%s, but %ss could not be read".formatted(says, groupKind.kind()));
    }
    if (appliesElsewhere(found.get())) {
      return new Ownership.Forged("%s, but that one applies to another cluster".formatted(says));
    }
    return kind == FluxKind.HELM_RELEASE && isHelms(object, found.get())
        ? new Ownership.None()
        : new Ownership.Forged("%s, but its inventory does not list it".formatted(says));
  }

  /// Helm's own record decides for hooks, and for HelmReleases before helm-controller 1.5, which
  /// had no inventory.
  private static boolean isHelms(LiveResource object, LiveResource release) {
    return Records.annotation(object, "helm.sh/hook").isPresent()
        || Records.status(release).get("inventory").isEmpty();
  }
}

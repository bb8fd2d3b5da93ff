package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Argo CD proves what it owns by the status of its Applications.
///
/// Not all that `status.resources` lists is proof: an object that only carries an Application's
/// mark is listed too, as one to be pruned, as a hook, or without a status.
/// https://github.com/argoproj/argo-cd/blob/master/controller/state.go
final class ArgoApplications implements Deployer {
  private static final String IN_CLUSTER = "https://kubernetes.default.svc";
  private static final Set<String> COMPARED = Set.of("Synced", "OutOfSync");

  /// How an Application lists an object.
  ///
  /// @param synced whether Argo CD found it to be as its source says
  private record Entry(LiveResource application, boolean synced, boolean hook) {
    @Override
    public String toString() {
      return "Argo CD " + application.id();
    }
  }

  private final Records cluster;
  private final Map<ResourceId, Entry> held = new HashMap<>();

  ArgoApplications(Records cluster) {
    this.cluster = cluster;
    for (LiveResource application : cluster.ofKind(Kinds.ARGO_APPLICATION)) {
      if (isForThisCluster(application)) {
        add(application);
      }
    }
  }

  private boolean isForThisCluster(LiveResource application) {
    Value.Obj destination = Records.spec(application).object("destination");
    Optional<String> server = destination.text("server").filter(text -> !text.isEmpty());
    return server.isPresent()
        ? server.get().equals(IN_CLUSTER) || server.get().equals(cluster.server())
        : destination.text("name").equals(Optional.of("in-cluster"));
  }

  private void add(LiveResource application) {
    Value.Obj status = Records.status(application);
    for (Value.Obj applied :
        status.object("operationState").object("syncResult").objects("resources")) {
      boolean hook = !applied.text("hookType").orElse("").isEmpty();
      if (hook && !applied.text("hookPhase").orElse("").isEmpty()) {
        held.putIfAbsent(id(applied), new Entry(application, false, true));
      }
    }
    for (Value.Obj resource : status.objects("resources")) {
      String sync = resource.text("status").orElse("");
      boolean pruned = resource.get("requiresPruning").equals(Optional.of(Value.of(true)));
      if (COMPARED.contains(sync) && !pruned) {
        held.merge(
            id(resource),
            new Entry(application, sync.equals("Synced"), false),
            (one, other) -> other.synced() ? other : one);
      }
    }
  }

  private static ResourceId id(Value.Obj resource) {
    return new ResourceId(
        new GroupKind(resource.text("group").orElse(""), resource.text("kind").orElse("")),
        resource.text("namespace").orElse(""),
        resource.text("name").orElse(""));
  }

  /// The Application that keeps the object as its source says.
  Optional<LiveResource> reconciler(LiveResource object) {
    return Optional.ofNullable(held.get(object.id())).map(Entry::application);
  }

  /// `status.sync.revision` is what Argo CD compared with. Only if that is in sync is it also what
  /// was applied; else its last complete sync says that.
  /// <https://github.com/argoproj/argo-cd/blob/master/pkg/apis/application/v1alpha1/types.go>
  static Optional<String> applied(LiveResource application) {
    Value.Obj sync = Records.status(application).object("sync");
    if (sync.text("status").equals(Optional.of("Synced"))) {
      return sync.text("revision");
    }
    List<Value.Obj> history = Records.status(application).objects("history");
    return history.isEmpty() ? Optional.empty() : history.getLast().text("revision");
  }

  /// <https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/>
  static Optional<String> idle(LiveResource application) {
    Value.Obj policy = Records.spec(application).object("syncPolicy");
    Value.Obj automated = policy.object("automated");
    boolean syncs =
        policy.get("automated").isPresent()
            && !automated.get("enabled").equals(Optional.of(Value.of(false)));
    if (Records.annotation(application, "argocd.argoproj.io/skip-reconcile")
        .equals(Optional.of("true"))) {
      return Optional.of("is annotated argocd.argoproj.io/skip-reconcile");
    }
    return !syncs
        ? Optional.of("does not sync automatically")
        : automated.get("selfHeal").equals(Optional.of(Value.of(true)))
            ? Optional.empty()
            : Optional.of("does not heal itself (syncPolicy.automated.selfHeal)");
  }

  @Override
  public Ownership of(LiveResource object) {
    Entry entry = held.get(object.id());
    if (entry != null) {
      return new Ownership.Proven(
          entry.toString(),
          entry.hook() ? "its last sync ran it as a hook" : "its status lists it",
          covers(entry, object));
    }
    return ArgoMark.of(object).map(mark -> marked(mark, object)).orElseGet(Ownership.None::new);
  }

  /// Argo CD compares an object with its source, except for what it is configured to ignore.
  private static boolean covers(Entry entry, LiveResource object) {
    return !RightsDigest.areGivenBy(object.id().groupKind())
        || (entry.synced()
            && Records.spec(entry.application()).list("ignoreDifferences").isEmpty()
            && Records.annotation(object, "argocd.argoproj.io/compare-options").isEmpty());
  }

  private Ownership marked(ArgoMark mark, LiveResource object) {
    if (!mark.names(object.id())) {
      return new Ownership.Forged(
          "its annotation argocd.argoproj.io/tracking-id was written for another object");
    }
    Optional<LiveResource> found =
        cluster.ofKind(Kinds.ARGO_APPLICATION).stream().filter(mark::names).findFirst();
    if (found.isEmpty()) {
      return cluster.knows(Kinds.ARGO_APPLICATION)
          ? new Ownership.Forged("%s, but this cluster has no such Application".formatted(mark))
          : new Ownership.Unverifiable(
              Kinds.ARGO_APPLICATION, "%s, but Applications could not be read".formatted(mark));
    }
    if (!isForThisCluster(found.get())) {
      return new Ownership.Forged(
          "%s, but that Application deploys to another cluster".formatted(mark));
    }
    return isUnknown(found.get())
        ? new Ownership.Unverifiable(
            Kinds.ARGO_APPLICATION,
            "%s, but Argo CD could not read that Application's source".formatted(mark))
        : new Ownership.Forged(
            "%s, but that Application's source does not contain it".formatted(mark));
  }

  /// Without its source, Argo CD knows what is marked and not what it declares.
  private static boolean isUnknown(LiveResource application) {
    return Records.status(application)
        .object("sync")
        .text("status")
        .filter(status -> COMPARED.contains(status))
        .isEmpty();
  }
}

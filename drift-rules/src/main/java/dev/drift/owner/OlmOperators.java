package dev.drift.owner;

import dev.drift.json.JsonReader;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.HeldObject;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The Operator Lifecycle Manager proves what it owns by the steps of its InstallPlans and by the
/// CRDs of its ClusterServiceVersions, while the ClusterServiceVersion is there.
///
/// An Operator's `status.components.refs` is not proof: OLM fills it with whatever carries the
/// operator's label.
///
/// https://github.com/operator-framework/operator-lifecycle-manager/tree/master/pkg/controller
final class OlmOperators implements Deployer {
  private static final String GROUP = "operators.coreos.com";
  static final GroupKind PLAN = new GroupKind("operators.coreos.com", "InstallPlan");
  static final GroupKind VERSION = new GroupKind("operators.coreos.com", "ClusterServiceVersion");

  private static final Set<String> DONE = Set.of("Created", "Present");

  /// What says that an operator has an object.
  ///
  /// @param record the InstallPlan or ClusterServiceVersion
  /// @param version the operator's ClusterServiceVersion
  /// @param rights that the record gives the object
  private record Proof(LiveResource record, LiveResource version, String rights) {}

  private final Records cluster;
  private final Map<ResourceId, Proof> held = new HashMap<>();

  OlmOperators(Records cluster) {
    this.cluster = cluster;
    for (LiveResource version : cluster.ofKind(VERSION)) {
      if (!isCopy(version)) {
        Records.spec(version).object("customresourcedefinitions").objects("owned").stream()
            .flatMap(crd -> crd.text("name").stream())
            .forEach(
                name ->
                    held.put(
                        new ResourceId(Kinds.CUSTOM_RESOURCE_DEFINITION, "", name),
                        new Proof(version, version, "")));
      }
    }
    cluster.ofKind(PLAN).forEach(this::add);
  }

  /// OLM copies the ClusterServiceVersion into each namespace that the operator watches.
  private static boolean isCopy(LiveResource version) {
    return Records.label(version, "olm.copiedFrom").isPresent();
  }

  private void add(LiveResource plan) {
    for (Value.Obj step : Records.status(plan).objects("plan")) {
      Optional<LiveResource> version =
          cluster
              .find(VERSION, plan.id().namespace(), step.text("resolving").orElse(""))
              .filter(found -> !isCopy(found));
      if (version.isPresent() && DONE.contains(step.text("status").orElse(""))) {
        HeldObject object = object(step.object("resource"));
        held.put(
            cluster.id(object, plan.id().namespace()),
            new Proof(plan, version.get(), object.rights()));
      }
    }
  }

  private static HeldObject object(Value.Obj resource) {
    GroupKind kind =
        new GroupKind(resource.text("group").orElse(""), resource.text("kind").orElse(""));
    String rights =
        RightsDigest.areGivenBy(kind) ? rights(resource.text("manifest").orElse("")) : "";
    return new HeldObject(kind, "", resource.text("name").orElse(""), rights);
  }

  /// A long manifest is kept elsewhere, and only its place is in the step.
  private static String rights(String manifest) {
    try {
      return JsonReader.read(manifest) instanceof Value.Obj content
              && (content.get("rules").isPresent() || content.get("roleRef").isPresent())
          ? RightsDigest.digest(content)
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public Ownership of(LiveResource object) {
    Proof proof = held.get(object.id());
    if (proof != null) {
      boolean covers =
          !RightsDigest.areGivenBy(object.id().groupKind())
              || proof.rights().equals(RightsDigest.digest(object.content()));
      return new Ownership.Proven(
          "OLM operator %s/%s"
              .formatted(proof.version().id().namespace(), proof.version().id().name()),
          "%s lists it%s"
              .formatted(proof.record().id(), covers ? "" : ", but not with these permissions"),
          covers);
    }
    return mark(object).map(this::marked).orElseGet(Ownership.None::new);
  }

  private static Optional<String> mark(LiveResource object) {
    Optional<String> owner = nonEmpty(object, "olm.owner");
    if (owner.isPresent()) {
      return Optional.of(
          "its labels say that OLM's %s %s owns it"
              .formatted(
                  nonEmpty(object, "olm.owner.kind").orElse("ClusterServiceVersion"), owner.get()));
    }
    String prefix = GROUP + "/";
    return object.metadata().object("labels").fields().keySet().stream()
        .filter(label -> label.startsWith(prefix))
        .findFirst()
        .map(
            label ->
                "its label says that OLM operator %s owns it"
                    .formatted(label.substring(prefix.length())));
  }

  private static Optional<String> nonEmpty(LiveResource object, String label) {
    return Records.label(object, label).filter(text -> !text.isEmpty());
  }

  private Ownership marked(String says) {
    for (GroupKind kind : new GroupKind[] {PLAN, VERSION}) {
      if (!cluster.knows(kind)) {
        return new Ownership.Unverifiable(
            kind, "%s, but %ss could not be read".formatted(says, kind.kind()));
      }
    }
    return new Ownership.Forged(
        "%s, but no InstallPlan or ClusterServiceVersion lists it".formatted(says));
  }
}

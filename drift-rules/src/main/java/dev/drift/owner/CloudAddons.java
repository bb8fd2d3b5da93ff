package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// Managed Kubernetes: no record in the cluster names the add-ons that a provider installs. So
/// several things must agree that are not all in one hand: the cluster is the provider's, by its
/// version and its nodes; the object has a name and a place of an add-on, the add-on's mark, and
/// was written by the provider's field manager. Rights are never covered.
final class CloudAddons implements Deployer {
  private static final String ADDON_MANAGER = "addonmanager.kubernetes.io/mode";

  private final Optional<Cloud> cloud;
  private final boolean knowsNodes;

  CloudAddons(Records cluster) {
    List<LiveResource> nodes = cluster.ofKind(Kinds.NODE);
    String version = cluster.version();
    cloud = Cloud.ALL.stream().filter(one -> isIt(one, version, nodes)).findFirst();
    knowsNodes = cluster.knows(Kinds.NODE);
  }

  private static boolean isIt(Cloud cloud, String version, List<LiveResource> nodes) {
    return cloud.version().matcher(version).matches()
        && !nodes.isEmpty()
        && nodes.stream()
            .anyMatch(
                node ->
                    Records.spec(node).text("providerID").orElse("").startsWith(cloud.node())
                        && Records.label(node, cloud.nodeLabel()).isPresent());
  }

  @Override
  public Ownership of(LiveResource object) {
    if (cloud.isPresent() && isAddon(cloud.get(), object)) {
      return new Ownership.Proven(
          cloud.get().name() + " add-ons",
          "its name, namespace, labels and field manager are those of an add-on",
          !RightsDigest.areGivenBy(object.id().groupKind()));
    }
    boolean marked = hasMark(object, ADDON_MANAGER);
    if (!marked) {
      return new Ownership.None();
    }
    return knowsNodes
        ? new Ownership.Forged(
            "its label says that an addon manager applies it, but nothing else confirms that")
        : new Ownership.Unverifiable(
            Kinds.NODE,
            "its label says that an addon manager applies it, but Nodes, which would identify the"
                + " cloud provider, could not be read");
  }

  private static boolean isAddon(Cloud cloud, LiveResource object) {
    return cloud.hasNamespace(object.id().namespace())
        && cloud.hasName(object.id().name())
        && cloud.marks().stream().anyMatch(mark -> hasMark(object, mark))
        && object.owners().stream()
            .anyMatch(owner -> owner.subresource().isEmpty() && cloud.hasManager(owner.manager()));
  }

  private static boolean hasMark(LiveResource object, String mark) {
    Value.Obj metadata = object.metadata();
    return metadata.object("labels").get(mark).isPresent()
        || metadata.object("annotations").get(mark).isPresent();
  }
}

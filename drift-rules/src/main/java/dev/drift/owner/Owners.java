package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.world.Reads;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which deployer beside Git's sources demonstrably owns live objects.
public final class Owners {
  /// What decides about an object besides the object itself.
  public static final Reads READS = Reads.inCluster(kinds()).and(Reads.Fact.SERVED_KINDS);

  private final List<Deployer> deployers;

  private Owners(Records cluster, ReleaseContents contents) {
    this.deployers =
        List.of(
            new FluxInventories(cluster),
            new ArgoApplications(cluster),
            new HelmReleases(cluster, contents),
            new OlmOperators(cluster),
            new RancherSets(cluster),
            new CloudAddons(cluster));
  }

  /// Reads all records of the cluster once: linear in their size.
  public static Owners of(LiveState live) {
    return of(live, Set.of());
  }

  /// @param namespaces the only ones that were read; empty for all
  public static Owners of(LiveState live, Set<String> namespaces) {
    return of(live, namespaces, new ReleaseContents());
  }

  /// @param contents what is known of the records of Helm from before
  public static Owners of(LiveState live, Set<String> namespaces, ReleaseContents contents) {
    return new Owners(new Records(live, namespaces), contents);
  }

  /// Whether the object may be a record of a deployer, so that who owns others may depend on it.
  public static boolean isRecord(LiveResource object) {
    GroupKind kind = object.id().groupKind();
    boolean storesReleases = kind.equals(Kinds.SECRET) || kind.equals(Kinds.CONFIG_MAP);
    return storesReleases ? ReleaseRecord.of(object).isPresent() : READS.kinds().containsKey(kind);
  }

  /// Who owns the object. One proof is enough, whatever other marks the object carries; of several
  /// that which covers its rights.
  public Ownership of(LiveResource object) {
    return deployers.stream()
        .map(deployer -> deployer.of(object))
        .min(Comparator.comparingInt(Owners::rank))
        .orElseGet(Ownership.None::new);
  }

  private static int rank(Ownership ownership) {
    return switch (ownership) {
      case Ownership.Proven(_, _, boolean covers) -> covers ? 0 : 1;
      case Ownership.Unverifiable _ -> 2;
      case Ownership.Forged _ -> 3;
      case Ownership.None _ -> 4;
    };
  }

  private static Set<GroupKind> kinds() {
    Set<GroupKind> kinds = new TreeSet<>();
    kinds.add(Kinds.SECRET);
    kinds.add(Kinds.CONFIG_MAP);
    for (FluxKind flux : FluxKind.values()) {
      kinds.add(flux.groupKind());
    }
    kinds.add(Kinds.ARGO_APPLICATION);
    kinds.add(OlmOperators.PLAN);
    kinds.add(OlmOperators.VERSION);
    kinds.add(RancherSets.ADDON);
    kinds.add(Kinds.NODE);
    return kinds;
  }
}

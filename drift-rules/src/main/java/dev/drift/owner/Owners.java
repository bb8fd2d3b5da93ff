package dev.drift.owner;

import dev.drift.model.GroupKind;
import dev.drift.model.Kinds;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which deployer beside Git's sources demonstrably owns live objects.
public final class Owners {
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

  /// The kinds that this reads if the cluster serves them.
  public static Set<GroupKind> kinds() {
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
    return Collections.unmodifiableSet(kinds);
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
}

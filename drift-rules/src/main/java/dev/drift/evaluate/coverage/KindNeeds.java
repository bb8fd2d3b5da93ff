package dev.drift.evaluate.coverage;

import dev.drift.finding.Coverage.Need;
import dev.drift.judge.Rules;
import dev.drift.model.NodeProfile;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.Claim;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.noise.NoisePacks;
import dev.drift.owner.Owners;
import dev.drift.world.DesiredState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What suffers if a kind cannot be read. `drift rbac` demands these kinds, and [Coverages] holds
/// a run to them.
public final class KindNeeds {

  private KindNeeds() {}

  /// @param kinds what the cluster serves
  public static Map<GroupKind, Set<Need>> of(DesiredState desired, List<ApiKind> kinds) {
    Map<GroupKind, Set<Need>> needs = new TreeMap<>();
    Set<GroupKind> drift = drift(desired, kinds);
    drift.forEach(kind -> needs.put(kind, EnumSet.of(Need.DRIFT)));
    for (GroupKind kind : Rules.READ) {
      needs.computeIfAbsent(kind, _ -> EnumSet.noneOf(Need.class)).add(Need.POSTURE);
    }
    return needs;
  }

  /// The kinds that a run lists if the cluster serves them.
  ///
  /// @param used by Git
  /// @param noise the noise packs in use
  public static Set<GroupKind> listed(Set<GroupKind> used, Claim claim, NoisePacks noise) {
    Set<GroupKind> kinds = new TreeSet<>(TrackedKinds.with(used));
    kinds.addAll(Rules.READ);
    kinds.addAll(noise.reads());
    // Whether they are being deleted, and which of them Git does not declare.
    kinds.add(Kinds.NAMESPACE);
    if (!claim.equals(Claim.NOTHING)) {
      kinds.addAll(Owners.READS.kinds().keySet());
    }
    kinds.remove(NodeProfile.KIND);
    return kinds;
  }

  /// The kinds that Git uses, those that explain them, those that controllers make of them, and
  /// those of which undeclared objects are looked for.
  private static Set<GroupKind> drift(DesiredState desired, List<ApiKind> served) {
    Set<GroupKind> kinds = new TreeSet<>(desired.kinds());
    kinds.addAll(TrackedKinds.explaining(desired.kinds()));
    if (!desired.namespaces().isEmpty()) {
      // What is gone with its namespace, or going with it, is not drift.
      kinds.add(Kinds.NAMESPACE);
    }
    Claim claim = desired.claim();
    if (claim.equals(Claim.NOTHING)) {
      return kinds;
    }
    Set<GroupKind> clusterScoped =
        served.stream()
            .filter(kind -> !kind.namespaced())
            .map(ApiKind::groupKind)
            .collect(Collectors.toSet());
    for (GroupKind kind : TrackedKinds.with(desired.kinds())) {
      if (claim.everything() || !clusterScoped.contains(kind)) {
        kinds.add(kind);
      }
    }
    if (claim.everything()) {
      kinds.addAll(TrackedKinds.undeclared(claim, desired.kinds()));
    }
    return kinds;
  }
}

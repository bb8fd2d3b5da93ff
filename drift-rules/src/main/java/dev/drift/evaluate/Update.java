package dev.drift.evaluate;

import dev.drift.explain.Explainer;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.noise.NoisePacks;
import dev.drift.world.Facts;
import dev.drift.world.MaskedWorld;
import dev.drift.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Evaluates a later world by what a change of live objects can affect; what it cannot affect is
/// kept.
///
/// @param parts of the earlier world
/// @param changed all that was added, modified or deleted
record Update(Parts parts, World later, Set<ResourceId> changed) {
  /// The parts of the later world.
  ///
  /// @return empty if more than live objects has changed, or what any object may depend on: then
  ///     everything has to be evaluated
  Optional<Parts> next() {
    Pass before = parts.pass();
    World earlier = before.world();
    if (isOfSchemas() || !isLike(earlier, later)) {
      return Optional.empty();
    }
    Controlled controlled =
        before.controlled().next(earlier.live().resources(), later.live().resources(), changed);
    Impact impact = Impact.of(earlier, later, changed, before.controlled(), controlled);
    if (!showsTheSameOperators(impact, before)) {
      return Optional.empty();
    }
    Explainer explainer = new Explainer(later);
    SortedMap<ResourceId, UndeclaredObject> undeclared =
        UndeclaredObject.next(
            before.undeclared(), impact, later, explainer, before.evaluator().releases());
    Pass pass = before.next(later, explainer, undeclared, controlled);
    if (!pass.masked().namespaces().equals(before.masked().namespaces())) {
      return Optional.empty();
    }
    Set<ResourceId> flipped = flipped(before.masked(), pass.masked());
    return Optional.of(parts.next(impact.touching(flipped, controlled), pass));
  }

  /// What rules judge in one world and not in the other.
  private static Set<ResourceId> flipped(MaskedWorld one, MaskedWorld other) {
    Set<ResourceId> flipped = new HashSet<>(one.others());
    flipped.removeAll(other.others());
    other.others().stream().filter(id -> !one.others().contains(id)).forEach(flipped::add);
    return flipped;
  }

  /// CRDs say how objects are read.
  private boolean isOfSchemas() {
    return changed.stream().anyMatch(id -> id.groupKind().equals(Kinds.CUSTOM_RESOURCE_DEFINITION));
  }

  private boolean showsTheSameOperators(Impact impact, Pass before) {
    NoisePacks packs = before.evaluator().noise().in(later.live().kinds());
    return impact.kinds().stream().noneMatch(packs.shownBy()::contains)
        || packs.in(later).isLike(before.noise());
  }

  /// Whether nothing but live objects differs. What Git declares is compared by reference: by value
  /// that would take as long as evaluating it.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isLike(World one, World other) {
    LiveState live = one.live();
    LiveState then = other.live();
    return one.desired() == other.desired()
        && one.redactor().equals(other.redactor())
        && seen(one.facts()).equals(seen(other.facts()))
        && live.cluster().equals(then.cluster())
        && live.kinds().equals(then.kinds())
        && read(live).equals(read(then))
        && live.openApi().equals(then.openApi())
        && live.keyId().equals(then.keyId())
        && live.maskLevel() == then.maskLevel();
  }

  /// Who made a difference is found out afterwards.
  private static Facts seen(Facts facts) {
    return new Facts(
        facts.scans(), facts.branches(), facts.answers(), Facts.NONE.requests(), facts.fights());
  }

  /// Without how many there are of each kind.
  private static List<KindCoverage> read(LiveState live) {
    return live.coverage().stream()
        .map(one -> new KindCoverage(one.apiVersion(), one.kind(), one.status(), 0, one.reason()))
        .toList();
  }
}

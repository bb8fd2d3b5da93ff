package dev.drift.plan.ownership;

import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Finding;
import dev.drift.model.DesiredResource;
import dev.drift.model.FieldOwner;
import dev.drift.model.Lazy;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which field manager deploys what Git declares: the one that owns most of it.
///
/// No list of names decides: there is always one more tool
/// (<https://github.com/fluxcd/kustomize-controller/issues/982>).
public final class Deployers {
  private static final Comparator<Map.Entry<FieldManager, Integer>> BY_SHARE =
      Comparator.comparingInt((Map.Entry<FieldManager, Integer> entry) -> entry.getValue())
          .thenComparingInt(
              entry -> entry.getKey().operation() == FieldManager.Operation.APPLY ? 1 : 0)
          .thenComparing(entry -> entry.getKey().name());

  private final World world;
  private final Map<ResourceId, Set<String>> strangers;

  /// Found out for those that are asked for: most plans are about a few of thousands of objects.
  private final Map<List<String>, Optional<FieldManager>> ofFiles = new HashMap<>();

  private final Lazy<Optional<FieldManager>> ofAll;

  private Deployers(World world, Map<ResourceId, Set<String>> strangers) {
    this.world = world;
    this.strangers = strangers;
    this.ofAll = new Lazy<>(() -> mostOf(world.declared().values().stream()));
  }

  public static Deployers of(Evaluation evaluation) {
    return new Deployers(evaluation.world(), strangers(evaluation));
  }

  /// Who deploys most of these.
  private Optional<FieldManager> mostOf(Stream<DesiredResource> resources) {
    Map<FieldManager, Integer> shares = new HashMap<>();
    resources.forEach(
        resource ->
            Optional.ofNullable(world.live().resources().get(resource.id()))
                .flatMap(
                    object ->
                        likely(resource, object, strangers.getOrDefault(resource.id(), Set.of())))
                .ifPresent(manager -> shares.merge(manager, 1, Integer::sum)));
    return most(shares);
  }

  /// Who made the differences of each resource, as far as field managers show it.
  private static Map<ResourceId, Set<String>> strangers(Evaluation evaluation) {
    Map<ResourceId, Set<String>> strangers = new HashMap<>();
    for (Finding finding : evaluation.findings()) {
      if (finding instanceof Finding.Drift drift && !drift.attribution().manager().isEmpty()) {
        strangers
            .computeIfAbsent(drift.resource().id(), _ -> new HashSet<>())
            .add(drift.attribution().manager());
      }
    }
    return strangers;
  }

  /// After an edit, most of a small object may be a stranger's.
  private static Optional<FieldManager> likely(
      DesiredResource resource, LiveResource object, Set<String> strangers) {
    Map<FieldManager, Integer> shares = shares(resource, object);
    Map<FieldManager, Integer> known = new HashMap<>(shares);
    known.keySet().removeIf(manager -> strangers.contains(manager.name()));
    return most(known).or(() -> most(shares));
  }

  /// Who deploys most of what the same files declare, else most of everything.
  public Optional<FieldManager> usual(DesiredResource resource) {
    List<String> files = resource.manifest().origin().files();
    return ofFiles
        .computeIfAbsent(
            files,
            _ ->
                mostOf(
                    world.declared().values().stream()
                        .filter(one -> one.manifest().origin().files().equals(files))))
        .or(ofAll);
  }

  /// Who deployed the object.
  ///
  /// @param strangers managers that changed it by hand: after an edit of the only field of an
  ///     object nothing is left of its deployer
  /// @return empty if nobody can be named: then `managedFields` was removed, and nothing is tracked
  public Optional<FieldManager> of(
      DesiredResource resource, LiveResource object, List<String> strangers) {
    if (object.owners().isEmpty()) {
      return Optional.empty();
    }
    Map<FieldManager, Integer> shares = shares(resource, object);
    Optional<FieldManager> known =
        usual(resource)
            .filter(
                manager ->
                    shares.keySet().stream()
                        .anyMatch(
                            one ->
                                one.name().equals(manager.name())
                                    && one.operation() == manager.operation()));
    if (known.isPresent()) {
      return known;
    }
    shares.keySet().removeIf(manager -> strangers.contains(manager.name()));
    return most(shares).or(() -> usual(resource));
  }

  private static Map<FieldManager, Integer> shares(DesiredResource resource, LiveResource object) {
    boolean lastApplied =
        object.metadata().object("annotations").text(LiveResource.LAST_APPLIED).isPresent();
    Map<FieldManager, Integer> shares = new HashMap<>();
    for (FieldOwner owner : object.owners()) {
      if (!owner.subresource().isEmpty() || owner.manager().equals(FieldManager.DRIFT)) {
        continue;
      }
      FieldManager manager = FieldManager.of(owner, lastApplied);
      int share = FieldSet.count(resource.content(), owner.fields());
      shares.merge(manager, share, Integer::sum);
    }
    return shares;
  }

  private static Optional<FieldManager> most(Map<FieldManager, Integer> shares) {
    return shares.entrySet().stream().max(BY_SHARE).map(Map.Entry::getKey);
  }

  /// Where kubectl keeps what it applied last.
  public static Path lastApplied() {
    return Path.of("metadata", "annotations", LiveResource.LAST_APPLIED);
  }

  /// What kubectl applied last, as the object itself says.
  public static Optional<String> lastApplied(Value.Obj object) {
    return object.object("metadata").object("annotations").text(LiveResource.LAST_APPLIED);
  }
}

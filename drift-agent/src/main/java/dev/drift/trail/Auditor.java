package dev.drift.trail;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Answers what people ask of the trails of a store.
public final class Auditor {
  private final TrailStorage storage;
  private final InstantSource clock;

  public Auditor(TrailStorage storage, InstantSource clock) {
    this.storage = requireNonNull(storage, "storage is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  public TrailStorage storage() {
    return storage;
  }

  public InstantSource clock() {
    return clock;
  }

  /// @param wanted the start of an identity, or the context or address of a cluster; empty for all
  /// @throws DriftException if there is no such trail
  public List<String> targets(Optional<String> wanted) {
    List<String> all = storage.targets();
    if (wanted.isEmpty()) {
      return all;
    }
    List<String> found = all.stream().filter(it -> isNamed(it, wanted.get())).toList();
    if (found.isEmpty()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "the store has no audit trail of target %s; it has %s"
                  .formatted(
                      wanted.get(),
                      all.isEmpty()
                          ? "none"
                          : String.join(
                              ", ",
                              all.stream()
                                  .map(it -> "%s (%s)".formatted(it, cluster(it)))
                                  .toList()))));
    }
    return found;
  }

  private boolean isNamed(String target, String name) {
    Value.Obj cluster = lastCluster(target);
    return target.startsWith(name)
        || cluster.text("context").equals(Optional.of(name))
        || cluster.text("server").equals(Optional.of(name));
  }

  /// The name of the cluster for people: its context, or its address.
  public String cluster(String target) {
    String name = ClusterName.of(lastCluster(target));
    return name.isEmpty() ? "unknown cluster" : name;
  }

  private Value.Obj lastCluster(String target) {
    return storage
        .last(target, RecordType.RUN)
        .map(it -> it.content().object("cluster"))
        .orElse(Value.Obj.EMPTY);
  }

  /// Verifies trails, and those of which only a head is known: they are gone.
  ///
  /// @param wanted as in [#targets]
  /// @param heads from elsewhere
  /// @throws DriftException if a head names no target, and there are several trails
  public List<Verification> verify(Optional<String> wanted, List<Head> heads) {
    Set<String> targets = new TreeSet<>();
    if (wanted.isEmpty()) {
      targets.addAll(storage.targets());
      heads.stream().map(Head::target).filter(it -> !it.isEmpty()).forEach(targets::add);
    } else if (heads.stream().anyMatch(it -> it.target().equals(wanted.get()))) {
      targets.add(wanted.get());
    } else {
      targets.addAll(targets(wanted));
    }
    if (targets.size() != 1 && heads.stream().anyMatch(it -> it.target().isEmpty())) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "--head names no target, and the store has %d trails; pass --target as well"
                  .formatted(targets.size())));
    }
    return targets.stream().map(it -> verify(it, heads)).toList();
  }

  private Verification verify(String target, List<Head> heads) {
    Verifier verifier =
        new Verifier(
            target,
            heads.stream()
                .filter(it -> it.target().isEmpty() || it.target().equals(target))
                .toList());
    storage.read(target, 1, Set.of(), verifier);
    return verifier.result();
  }

  /// Of the trails of targets that have records.
  public List<Head> heads(List<String> targets) {
    return targets.stream()
        .flatMap(it -> storage.last(it).stream())
        .map(TrailRecord::head)
        .toList();
  }

  /// Deletes old sealed segments.
  ///
  /// @return the checkpoints of the trails from which something was deleted
  /// @throws DriftException if what would be deleted is not intact
  public List<TrailRecord> prune(List<String> targets, Duration keep) {
    List<TrailRecord> checkpoints = new ArrayList<>();
    for (String target : targets) {
      Trail trail = new Trail(storage, target, clock);
      var _ = trail.sealIfDue();
      trail.prune(keep).ifPresent(checkpoints::add);
    }
    return checkpoints;
  }
}

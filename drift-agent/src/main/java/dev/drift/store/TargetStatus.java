package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the store knows about a target now.
///
/// @param lastRun of any outcome
/// @param lastComplete the last run about everything in which everything was compared
/// @param inSyncSince the start of the first of the runs about everything that found no drift, if
///     no later one found any
/// @param open findings that are open, by severity and category, the worst first
/// @param gaps of the last run
public record TargetStatus(
    Target target,
    Instant firstRun,
    StoredRun lastRun,
    Optional<StoredRun> lastComplete,
    Optional<Instant> inSyncSince,
    List<Open> open,
    List<StoredRun.Gap> gaps) {

  /// Open findings of one severity and category.
  ///
  /// @param since the onset of the oldest
  /// @param unseen how many of them the last runs could not look for
  /// @param unseenSince since when the oldest of these is out of sight
  public record Open(
      boolean posture,
      Severity severity,
      Category category,
      int count,
      Instant since,
      int unseen,
      Optional<Instant> unseenSince) {
    public Open {
      requireNonNull(severity, "severity is null");
      requireNonNull(category, "category is null");
      requireNonNull(since, "since is null");
      requireNonNull(unseenSince, "unseenSince is null");
    }
  }

  public TargetStatus {
    requireNonNull(target, "target is null");
    requireNonNull(firstRun, "firstRun is null");
    requireNonNull(lastRun, "lastRun is null");
    requireNonNull(lastComplete, "lastComplete is null");
    requireNonNull(inSyncSince, "inSyncSince is null");
    open = List.copyOf(open);
    gaps = List.copyOf(gaps);
  }

  public int openDrift() {
    return count(false);
  }

  public int openPosture() {
    return count(true);
  }

  private int count(boolean posture) {
    return open.stream().filter(it -> it.posture() == posture).mapToInt(Open::count).sum();
  }
}

package dev.drift.pipeline;

import dev.drift.model.DriftException;
import dev.drift.source.ClusterFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads what Git declares for a cluster, and reads it again.
///
/// @param desired reads it; takes what was read before, or nothing
/// @param cluster for which it is declared, and which its deployers are asked in
record GitReader(
    Function<List<SourceReading>, Desired> desired, ClusterFacts cluster, InstantSource clock) {
  /// @throws DriftException if it cannot be read
  GitState first() {
    Instant now = clock.instant();
    return new GitState(desired.apply(List.of()), now, Optional.empty(), Set.of());
  }

  /// If it cannot be read, it is as it was before, and says so.
  GitState again(GitState before) {
    Instant now = clock.instant();
    Set<String> named = named(before);
    try {
      return new GitState(desired.apply(before.desired().sources()), now, Optional.empty(), named);
    } catch (DriftException e) {
      return before.failed(now, e.problems());
    }
  }

  /// The commits that deployers of what Git declares name now, and that were not read.
  Set<String> unread(GitState git) {
    return git.unread(named(git));
  }

  private Set<String> named(GitState git) {
    return NamedCommits.in(cluster, git.desired().asked());
  }
}

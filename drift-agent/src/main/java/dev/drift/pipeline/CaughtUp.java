package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What came of comparing Git with a cluster to which deployers bring commits meanwhile. What they
/// change looks like drift to whoever has not read their commit: if there are findings, and one of
/// them may be applying such a commit, Git is read again before anything is reported.
///
/// @param git that was compared
/// @param unread commits that came faster than Git could be read; what their deployers apply is
///     then not compared
record CaughtUp(GitState git, DriftCheck.Evaluated evaluated, Set<String> unread) {
  private static final int ROUNDS = 3;

  CaughtUp {
    unread = Set.copyOf(unread);
  }

  /// @param compare with the cluster as it is then
  /// @param reader reads Git again
  /// @param unread the commits that deployers name and that were not read
  static CaughtUp of(
      GitState first,
      Function<GitState, DriftCheck.Evaluated> compare,
      UnaryOperator<GitState> reader,
      Function<GitState, Set<String>> unread) {
    GitState git = first;
    DriftCheck.Evaluated evaluated = compare.apply(git);
    Set<String> left = unread(git, evaluated, unread);
    for (int i = 0; !left.isEmpty() && git.failure().isEmpty() && i < ROUNDS; i++) {
      GitState now = reader.apply(git);
      // That of another repository, or one that was read before it was applied.
      if (!now.isSame(git)) {
        evaluated = compare.apply(now);
      }
      git = now;
      left = unread(git, evaluated, unread);
    }
    if (!left.isEmpty()) {
      git = git.withheld(left, withheld(git, left));
      evaluated = compare.apply(git);
    }
    return new CaughtUp(git, evaluated, left);
  }

  private static Set<String> unread(
      GitState git, DriftCheck.Evaluated evaluated, Function<GitState, Set<String>> unread) {
    return evaluated.evaluation().findings().isEmpty() ? Set.of() : unread.apply(git);
  }

  Evaluation evaluation() {
    return evaluated.evaluation();
  }

  Desired desired() {
    return git.desired();
  }

  private static String withheld(GitState git, Set<String> unread) {
    return "Flux or Argo CD may be applying %s, which %s. What this repository declares is unknown."
        .formatted(
            unread.stream()
                .map(it -> "the commit " + it.substring(0, 12))
                .collect(Collectors.joining(", ")),
            git.failure()
                .map(it -> "could not be read: Git is out of reach since " + it.since())
                .orElse("came into Git faster than it could be read"));
  }
}

package dev.drift.rule.delivery;

import dev.drift.finding.Severity;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import dev.drift.model.branch.SourceBranches;
import dev.drift.model.value.Path;
import dev.drift.rule.Offence;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the rules about branches share.
final class Branches {
  /// As Git itself shortens them in large repositories.
  private static final int DIGITS = 12;

  private Branches() {}

  /// Pairs of branches of one source.
  record OfSource(SourceBranches source, List<BranchState> states) {
    Offence offence(String branch, Severity severity, String message) {
      return new Offence(source.ref(branch), Path.ROOT, severity, message);
    }
  }

  /// For each source the pairs whose branch has one of these roles.
  static Stream<OfSource> of(MaskedWorld world, Set<BranchPair.Role> roles) {
    return world.branches().stream()
        .map(
            source ->
                new OfSource(
                    source,
                    source.states().stream()
                        .filter(state -> roles.contains(state.pair().role()))
                        .toList()));
  }

  /// "3 commits that master_v1 lacks, the newest 1f3a9c41d2e0".
  static String lacks(BranchState.Surplus surplus, String other) {
    return "%s that %s lacks, the newest %s"
        .formatted(count(surplus.commits()), other, brief(surplus.newest().orElseThrow()));
  }

  static String count(int commits) {
    return commits == 1 ? "1 commit" : "%d commits".formatted(commits);
  }

  static String brief(String commit) {
    return commit.substring(0, Math.min(DIGITS, commit.length()));
  }
}

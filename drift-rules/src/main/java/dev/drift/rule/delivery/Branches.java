package dev.drift.rule.delivery;

import dev.drift.finding.Severity;
import dev.drift.model.BranchPair;
import dev.drift.model.BranchState;
import dev.drift.model.Path;
import dev.drift.model.SourceBranches;
import dev.drift.rule.Offence;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Set;

/// What the rules about branches share.
final class Branches {
  /// As Git itself shortens them in large repositories.
  private static final int DIGITS = 12;

  private Branches() {}

  /// The pairs whose branch is for one of these.
  static List<BranchState> of(MaskedWorld world, Set<BranchPair.Role> roles) {
    return world.branches().stream()
        .flatMap(source -> source.states().stream())
        .filter(state -> roles.contains(state.pair().role()))
        .toList();
  }

  static Offence offence(String branch, Severity severity, String message) {
    return new Offence(SourceBranches.ref(branch), Path.ROOT, severity, message);
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

package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;

/// The branch of a change that Drift makes in Git, and where it goes.
///
/// @param name of the new branch
/// @param base the branch that it is cut from: the master of the version that the cluster runs
/// @param target the branch that it is to be merged into: the one that the cluster runs
public record ChangeBranch(String name, String base, String target) {
  public ChangeBranch {
    requireNonNull(name, "name is null");
    requireNonNull(base, "base is null");
    requireNonNull(target, "target is null");
  }

  /// By the first scheme that names the branch that the cluster runs, a change to `release_v1.1.0`
  /// is made on `feature_v1_…`, cut from `master_v1`. A change to a master, a feature, or a branch
  /// that no scheme names is cut from that branch.
  ///
  /// @param names all branches of the repository
  /// @param running the branch that the cluster runs
  /// @param topic see [BranchName#topic]
  public static ChangeBranch of(
      List<BranchScheme> schemes, Collection<String> names, String running, String topic) {
    return schemes.stream()
        .flatMap(scheme -> scheme.change(running, names, topic).stream())
        .findFirst()
        .orElseGet(() -> new ChangeBranch(topic, running, running));
  }
}

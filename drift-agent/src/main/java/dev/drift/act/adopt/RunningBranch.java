package dev.drift.act.adopt;

import dev.drift.git.publish.RemoteRefs;
import java.util.List;
import java.util.Optional;

/// Finds the branch that the cluster runs: the one that its source is read from.
final class RunningBranch {
  private RunningBranch() {}

  /// Empty for a tag or commit that is not the end of exactly one branch: a change has to go
  /// somewhere.
  static Optional<String> of(AdoptionRequest.Source source, RemoteRefs refs) {
    if (source.revision().isEmpty()) {
      return refs.defaultBranch();
    }
    String name = source.revision().get().replaceFirst("^refs/heads/", "");
    if (refs.branches().containsKey(name)) {
      return Optional.of(name);
    }
    List<String> there =
        refs.branches().entrySet().stream()
            .filter(one -> one.getValue().equals(source.commit()))
            .map(java.util.Map.Entry::getKey)
            .toList();
    return there.size() == 1 ? Optional.of(there.getFirst()) : Optional.empty();
  }
}

package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The branches of a repository, each with the commit that it stands at.
///
/// @param branches commits of 40 hexadecimal digits, by names such as `master_v1`
/// @param head the commit of the default branch; empty if nothing names one
/// @param ofServer whether the server named them in this run; those of a folder may be behind it
public record Heads(Map<String, String> branches, Optional<String> head, boolean ofServer) {
  public static final Heads NONE = new Heads(Map.of(), Optional.empty(), false);

  public Heads {
    branches = new TreeMap<>(branches);
    requireNonNull(head, "head is null");
  }

  /// The branches that are at a commit.
  public Set<String> named(String commit) {
    return branches.entrySet().stream()
        .filter(it -> it.getValue().equals(commit))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// The commit of a branch, or of the default one for `HEAD`.
  public Optional<String> at(String branch) {
    return branch.equals("HEAD") ? head : Optional.ofNullable(branches.get(branch));
  }
}

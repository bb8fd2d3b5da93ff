package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.config.CommitConfig;
import dev.drift.config.ForgeConfig;
import dev.drift.model.branch.BranchScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is to be written into Git, and why.
///
/// @param source where it is written
/// @param group what is adopted together, on one branch
/// @param files new contents by path; empty for a file that is deleted
/// @param changes the findings that the contents settle
/// @param policy the policy that orders it and its line; empty if a person does
/// @param run identifies the run that does it
/// @param time of the commit
public record AdoptionRequest(
    Source source,
    Group group,
    Map<String, Optional<byte[]>> files,
    List<AdoptedChange> changes,
    Optional<String> policy,
    String run,
    Instant time) {
  /// Where a change is written.
  ///
  /// @param repo a URL; may hold a password, so it is never printed as it stands
  /// @param revision as the source names it; empty for the default branch
  /// @param commit that was read and that the contents were made from, 40 hexadecimal digits
  /// @param schemes how the branches of the repository are named
  public record Source(
      String repo,
      Optional<String> revision,
      String commit,
      List<BranchScheme> schemes,
      ForgeConfig forge,
      CommitConfig commits) {
    public Source {
      requireNonNull(repo, "repo is null");
      requireNonNull(revision, "revision is null");
      requireNonNull(commit, "commit is null");
      schemes = List.copyOf(schemes);
      requireNonNull(forge, "forge is null");
      requireNonNull(commits, "commits is null");
    }

    @Override
    public String toString() {
      return "Source";
    }
  }

  /// Findings that share a branch. A later run with the same key finds the branch again.
  ///
  /// @param key identifies the group, such as a fingerprint
  /// @param label for people, such as `Deployment trino/trino-worker`
  public record Group(String key, String label) {
    public Group {
      requireNonNull(key, "key is null");
      requireNonNull(label, "label is null");
    }
  }

  public AdoptionRequest {
    requireNonNull(source, "source is null");
    requireNonNull(group, "group is null");
    files = new TreeMap<>(files);
    changes = List.copyOf(changes);
    requireNonNull(policy, "policy is null");
    requireNonNull(run, "run is null");
    requireNonNull(time, "time is null");
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("an adoption of nothing");
    }
  }
}

package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import java.util.List;
import java.util.Optional;

/// What is known of the branches of the source: beside the API server, an observer of its own.
///
/// @param source distinguishes it from other sources of the run; empty if it is the only one
/// @param repository which one it is; empty for a folder, which may be behind its server
/// @param commit the commit that was read
/// @param states of the pairs that could be compared
public record SourceBranches(
    String source,
    Optional<RepositoryName> repository,
    Optional<String> commit,
    Heads heads,
    List<BranchState> states) {
  /// Findings name a branch as a resource of this kind, which no cluster serves.
  public static final GroupKind KIND = new GroupKind("drift.dev", "Branch");

  public static final SourceBranches NONE =
      new SourceBranches("", Optional.empty(), Optional.empty(), Heads.NONE, List.of());

  public SourceBranches {
    requireNonNull(source, "source is null");
    requireNonNull(repository, "repository is null");
    requireNonNull(commit, "commit is null");
    requireNonNull(heads, "heads is null");
    states = List.copyOf(states);
  }

  /// A branch of this source. Two sources may have branches of one name.
  public ResourceRef ref(String branch) {
    return new ResourceRef("drift.dev/v1", new ResourceId(KIND, source, branch));
  }
}

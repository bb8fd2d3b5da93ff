package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How the two branches of a pair stand to one another, only by ancestry: a commit that was
/// cherry-picked or squashed into the other branch is another commit.
///
/// @param ahead what the branch has and its base lacks
/// @param behind what the base has and the branch lacks
public record BranchState(BranchPair pair, Surplus ahead, Surplus behind) {

  /// Commits that one branch has and the other lacks.
  ///
  /// @param commits other than merges
  /// @param merges commits with several parents
  /// @param newest the newest of `commits`, 40 hexadecimal digits; empty if there is none
  public record Surplus(int commits, int merges, Optional<String> newest) {
    public static final Surplus NONE = new Surplus(0, 0, Optional.empty());

    public Surplus {
      requireNonNull(newest, "newest is null");
      if (commits < 0 || merges < 0 || newest.isPresent() != commits > 0) {
        throw new IllegalArgumentException("a surplus has a newest commit where it has any");
      }
    }

    public boolean isNone() {
      return commits == 0 && merges == 0;
    }
  }

  public BranchState {
    requireNonNull(pair, "pair is null");
    requireNonNull(ahead, "ahead is null");
    requireNonNull(behind, "behind is null");
  }

  /// Whether both stand at the same commit.
  public boolean isSame() {
    return ahead.isNone() && behind.isNone();
  }

  /// Whether the base has all that the branch has.
  public boolean isMerged() {
    return ahead.isNone();
  }
}

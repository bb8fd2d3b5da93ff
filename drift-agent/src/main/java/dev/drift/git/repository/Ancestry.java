package dev.drift.git.repository;

import static java.util.stream.Collectors.toSet;

import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Compares branches by the history that is here, which may be cut off.
///
/// Walks from both tips, the newest commits first. What only one tip has is certain once all that
/// is left to walk belongs to both and is older: what is older by date cannot lead to it. The dates
/// are those of the committers, whose clocks may be wrong by a day; Git itself trusts them more.
public final class Ancestry implements AutoCloseable {
  private static final long SKEW = Duration.ofDays(1).toSeconds();

  /// A commit of the branch, of its base, and of both.
  private static final int BRANCH = 1;

  private static final int BASE = 2;
  private static final int BOTH = BRANCH | BASE;

  private final RevWalk commits;
  private final Set<ObjectId> cut;
  private final int most;

  /// @param most commits that are walked for one pair
  /// @throws IOException if the repository cannot be read
  public Ancestry(Repository repository, int most) throws IOException {
    this.cut = repository.getObjectDatabase().getShallowCommits();
    this.commits = new RevWalk(repository);
    this.most = most;
    commits.setRetainBody(false);
  }

  @Override
  public void close() {
    commits.close();
  }

  /// Empty if the available history, or what may be walked of it, does not suffice.
  ///
  /// @throws IOException if a commit is not here, or broken
  public Optional<BranchState> compare(BranchPair pair, ObjectId branch, ObjectId base)
      throws IOException {
    if (branch.equals(base)) {
      return Optional.of(new BranchState(pair, BranchState.Surplus.NONE, BranchState.Surplus.NONE));
    }
    Walk walk = new Walk();
    walk.reach(commits.parseCommit(branch), BRANCH);
    walk.reach(commits.parseCommit(base), BASE);
    return walk.toItsEnd()
        ? Optional.of(new BranchState(pair, walk.surplus(BRANCH), walk.surplus(BASE)))
        : Optional.empty();
  }

  /// The walk of one pair.
  private final class Walk {
    private final Map<RevCommit, Integer> sides = new HashMap<>();
    private final Set<RevCommit> waiting = new HashSet<>();
    private final PriorityQueue<RevCommit> next =
        new PriorityQueue<>(Comparator.comparingInt(RevCommit::getCommitTime).reversed());

    /// How many that wait are not known to belong to both.
    private int open;

    /// The date of the oldest commit that only one side has, if it is known.
    private OptionalLong oldest = OptionalLong.empty();

    private long newestCut = Long.MIN_VALUE;

    void reach(RevCommit commit, int side) {
      int before = sides.getOrDefault(commit, 0);
      int after = before | side;
      if (before == after) {
        return;
      }
      sides.put(commit, after);
      boolean waited = !waiting.add(commit);
      if (!waited) {
        next.add(commit);
      }
      if (waited && before != BOTH) {
        open--;
      }
      if (after != BOTH) {
        open++;
      }
      if (after != BOTH || before != 0) {
        oldest = OptionalLong.empty();
      }
    }

    /// @return whether all is certain
    boolean toItsEnd() throws IOException {
      while (!next.isEmpty() && sides.size() <= most) {
        if (open == 0 && next.peek().getCommitTime() < oldestOfOne() - SKEW) {
          break;
        }
        RevCommit commit = next.remove();
        waiting.remove(commit);
        int side = sides.getOrDefault(commit, 0);
        if (side != BOTH) {
          open--;
        }
        if (cut.contains(commit)) {
          if (side != BOTH) {
            return false;
          }
          newestCut = Math.max(newestCut, commit.getCommitTime());
        }
        for (RevCommit parent : commit.getParents()) {
          commits.parseHeaders(parent);
          reach(parent, side);
        }
      }
      return sides.size() <= most && newestCut < oldestOfOne() - SKEW;
    }

    private long oldestOfOne() {
      if (oldest.isEmpty()) {
        oldest =
            OptionalLong.of(
                sides.entrySet().stream()
                    .filter(one -> one.getValue() != BOTH)
                    .mapToLong(one -> one.getKey().getCommitTime())
                    .min()
                    .orElse(Long.MAX_VALUE));
      }
      return oldest.getAsLong();
    }

    BranchState.Surplus surplus(int side) {
      List<RevCommit> own =
          sides.entrySet().stream()
              .filter(one -> one.getValue() == side)
              .map(Map.Entry::getKey)
              .toList();
      List<RevCommit> plain = own.stream().filter(one -> one.getParentCount() < 2).toList();
      return new BranchState.Surplus(
          plain.size(), own.size() - plain.size(), newest(plain).map(RevCommit::name));
    }

    /// Of those with the newest date one that no other of them follows.
    private static Optional<RevCommit> newest(List<RevCommit> plain) {
      int date = plain.stream().mapToInt(RevCommit::getCommitTime).max().orElse(0);
      List<RevCommit> latest = plain.stream().filter(one -> one.getCommitTime() == date).toList();
      Set<RevCommit> followed =
          latest.stream().flatMap(one -> Stream.of(one.getParents())).collect(toSet());
      return latest.stream()
          .filter(one -> !followed.contains(one))
          .min(Comparator.comparing(RevCommit::name));
    }
  }
}

package dev.drift.git.publish;

import dev.drift.git.remote.Remote;
import dev.drift.git.remote.RemoteBranches;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.ChangeBranch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/// The newest commit that two branches share.
public final class ForkPoint {
  private final Repository history;
  private final Remote remote;

  /// @param history a clone that holds commits without their files
  public ForkPoint(Repository history, Remote remote) {
    this.history = history;
    this.remote = remote;
  }

  /// Empty if a branch does not exist, or they share nothing that is worth fetching.
  ///
  /// @return 40 hexadecimal digits
  /// @throws IOException if the clone is broken, or a fetch breaks
  public Optional<String> of(ChangeBranch branch) throws IOException {
    RemoteRefs refs = RemoteRefs.read(remote, history);
    Optional<ObjectId> base = refs.branch(branch.base());
    Optional<ObjectId> target = refs.branch(branch.target());
    if (base.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    BranchPair pair = new BranchPair(BranchPair.Role.RELEASE, branch.target(), branch.base());
    boolean known =
        new RemoteBranches(
                history,
                remote,
                Map.of(branch.base(), base.get().name(), branch.target(), target.get().name()))
            .compare(List.of(pair))
            .unknown()
            .isEmpty();
    return known ? shared(base.get(), target.get()) : Optional.empty();
  }

  private Optional<String> shared(ObjectId base, ObjectId target) throws IOException {
    try (RevWalk walk = new RevWalk(history)) {
      walk.setRetainBody(false);
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(base));
      walk.markStart(walk.parseCommit(target));
      RevCommit shared = walk.next();
      return Optional.ofNullable(shared).map(RevCommit::name);
    }
  }
}

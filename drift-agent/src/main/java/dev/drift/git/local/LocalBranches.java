package dev.drift.git.local;

import dev.drift.git.repository.Ancestry;
import dev.drift.git.repository.BranchReading;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import dev.drift.model.branch.Heads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/// The branches of a repository on this machine, as they are here: nothing is fetched, and nothing
/// is changed.
public final class LocalBranches {
  private static final String ORIGIN = "refs/remotes/origin/";
  private static final int MOST_WALKED = 50_000;

  private final Repository repository;

  public LocalBranches(Repository repository) {
    this.repository = repository;
  }

  /// Those last fetched from the remote `origin`, and local branches that `origin` does not have:
  /// what others see counts.
  ///
  /// @throws IOException if the repository cannot be read
  Heads heads() throws IOException {
    Map<String, String> heads = new TreeMap<>();
    for (String prefix : List.of(Constants.R_HEADS, ORIGIN)) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
        ObjectId id = ref.getObjectId();
        if (id != null && !ref.isSymbolic()) {
          heads.put(ref.getName().substring(prefix.length()), id.name());
        }
      }
    }
    return new Heads(heads, Optional.empty(), false);
  }

  /// @throws IOException if the repository cannot be read
  public BranchReading compare(Map<String, String> heads, List<BranchPair> pairs)
      throws IOException {
    List<BranchState> states = new ArrayList<>();
    List<BranchPair> unknown = new ArrayList<>();
    String reason = "";
    boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
    try (Ancestry ancestry = new Ancestry(repository, MOST_WALKED)) {
      for (BranchPair pair : pairs) {
        try {
          Optional<BranchState> state =
              ancestry.compare(pair, head(heads, pair.branch()), head(heads, pair.base()));
          state.ifPresentOrElse(states::add, () -> unknown.add(pair));
          if (state.isEmpty() && reason.isEmpty()) {
            reason =
                shallow
                    ? "the clone is shallow; run git fetch --unshallow"
                    : "their histories diverged too long ago";
          }
        } catch (MissingObjectException e) {
          unknown.add(pair);
          reason = "the clone lacks commits; try git fetch";
        }
      }
    }
    return new BranchReading(states, unknown, reason);
  }

  private static ObjectId head(Map<String, String> heads, String branch) {
    return ObjectId.fromString(Optional.ofNullable(heads.get(branch)).orElseThrow());
  }
}

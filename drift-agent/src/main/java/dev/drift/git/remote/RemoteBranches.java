package dev.drift.git.remote;

import dev.drift.git.repository.Ancestry;
import dev.drift.git.repository.BranchReading;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;

/// Compares branches of a server, whose history is fetched as far back as it takes. Where the
/// server can, commits come without their files.
public final class RemoteBranches {
  private static final int FIRST_DEPTH = 32;
  private static final int FACTOR = 4;

  /// Commits behind each branch: what is not known then is not looked for any further.
  private static final int DEEPEST = FIRST_DEPTH * FACTOR * FACTOR * FACTOR * FACTOR;

  /// The same if each commit brings its files.
  private static final int DEEPEST_WITH_FILES = FIRST_DEPTH * FACTOR * FACTOR;

  private static final int MOST_WALKED = 50_000;

  private final Repository clone;
  private final Remote remote;
  private final Map<String, ObjectId> tips = new HashMap<>();

  /// @param clone holds commits without their files, so that nothing else may be read from it
  /// @param heads of the branches, as the server named them
  public RemoteBranches(Repository clone, Remote remote, Map<String, String> heads) {
    this.clone = clone;
    this.remote = remote;
    heads.forEach((branch, commit) -> tips.put(branch, ObjectId.fromString(commit)));
  }

  /// @throws IOException if the clone is broken, or a fetch breaks
  public BranchReading compare(List<BranchPair> pairs) throws IOException {
    List<BranchState> states = new ArrayList<>();
    List<BranchPair> unknown = new ArrayList<>(pairs);
    decide(unknown, states);
    for (int depth = FIRST_DEPTH; !unknown.isEmpty() && depth <= DEEPEST; depth *= FACTOR) {
      fetch(branches(unknown), depth);
      decide(unknown, states);
      if (depth >= DEEPEST_WITH_FILES && !remote.leavesFilesOut()) {
        break;
      }
    }
    states.sort(Comparator.comparingInt(state -> pairs.indexOf(state.pair())));
    return new BranchReading(
        states, unknown, unknown.isEmpty() ? "" : "their histories diverged too long ago");
  }

  /// Moves what is known now from the one list to the other.
  private void decide(List<BranchPair> unknown, List<BranchState> states) throws IOException {
    try (Ancestry ancestry = new Ancestry(clone, MOST_WALKED)) {
      for (BranchPair pair : List.copyOf(unknown)) {
        ObjectId branch = tip(pair.branch());
        ObjectId base = tip(pair.base());
        if (!has(branch) || !has(base)) {
          continue;
        }
        Optional<BranchState> state = ancestry.compare(pair, branch, base);
        state.ifPresent(states::add);
        state.ifPresent(_ -> unknown.remove(pair));
      }
    }
  }

  private static Set<String> branches(List<BranchPair> pairs) {
    Set<String> branches = new LinkedHashSet<>();
    for (BranchPair pair : pairs) {
      branches.add(pair.branch());
      branches.add(pair.base());
    }
    return branches;
  }

  private void fetch(Set<String> branches, int depth) throws IOException {
    Map<ObjectId, String> wanted = new LinkedHashMap<>();
    branches.forEach(branch -> wanted.putIfAbsent(tip(branch), branch));
    List<RefSpec> specs = new ArrayList<>();
    wanted.forEach(
        (id, branch) -> specs.add(new RefSpec("+refs/heads/" + branch + ":" + local(id))));
    remote.fetchCommits(clone, specs, depth);
    for (Map.Entry<ObjectId, String> one : wanted.entrySet()) {
      // The branch may have moved on since the server named its commit.
      ObjectId fetched = clone.resolve(local(one.getKey()));
      if (fetched == null) {
        throw new IOException("the fetch returned nothing");
      }
      tips.put(one.getValue(), fetched);
    }
  }

  private boolean has(ObjectId id) throws IOException {
    return clone.getObjectDatabase().has(id);
  }

  private ObjectId tip(String branch) {
    return Optional.ofNullable(tips.get(branch)).orElseThrow();
  }

  /// Named by what it points to, so that names of branches never stand in each other's way.
  private static String local(ObjectId id) {
    return "refs/drift/" + id.name();
  }
}

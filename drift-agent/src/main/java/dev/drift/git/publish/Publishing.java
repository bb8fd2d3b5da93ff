package dev.drift.git.publish;

import dev.drift.git.publish.OwnCommits.Branch;
import dev.drift.git.remote.GitSettings;
import dev.drift.git.remote.Remote;
import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.SafeText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/// Publishes one change: looks at the server, makes a commit that fits, pushes it, and looks again
/// if a branch has moved meanwhile.
public final class Publishing {
  private static final int TRIES = 5;
  private static final int FIRST_DEPTH = 8;
  private static final int DEEPEST = 1000;
  private static final int SHORT = 10;

  private final Clone clone;
  private final Change change;
  private final Optional<ObjectId> fork;
  private final Landing landing;

  /// @param fork the newest commit that the base and the target of the change share, if they are
  ///     different branches and it is known
  /// @param beforePush is called before each push
  public Publishing(
      Repository repository,
      Remote remote,
      RepoUrl url,
      GitSettings settings,
      Change change,
      Optional<String> fork,
      Runnable beforePush) {
    this.clone = new Clone(repository, remote, url, settings);
    this.change = change;
    this.fork = fork.map(ObjectId::fromString);
    this.landing = new Landing(clone, change.branch().name(), beforePush);
  }

  /// @throws IOException if the clone is broken, or a fetch breaks; nothing was pushed then
  /// @throws dev.drift.model.DriftException if the server is out of reach or refuses; then nothing
  ///     was pushed
  public Pushed publish() throws IOException {
    try {
      FileStates.checkPaths(change.files().keySet());
      for (int tries = 0; tries < TRIES; tries++) {
        Optional<Pushed> pushed = tryOnce();
        if (pushed.isPresent()) {
          return pushed.get();
        }
      }
    } catch (Refusal e) {
      return new Pushed.Refused(e.sentence());
    }
    return new Pushed.Refused(
        "%s and %s moved %d times while the change was being pushed; run it again."
            .formatted(branch(), target(), TRIES));
  }

  /// What to commit on.
  ///
  /// @param parents of the commit
  /// @param base what the branch builds on
  /// @param expected where the branches must be when the commit is pushed
  private record Plan(
      List<RevCommit> parents, RevCommit files, ObjectId base, Map<String, ObjectId> expected) {}

  /// Empty if a branch moved, so that it has to be looked at again.
  private Optional<Pushed> tryOnce() throws IOException, Refusal {
    RemoteRefs refs = RemoteRefs.read(clone.remote(), clone.repository());
    Optional<ObjectId> seen = refs.branch(change.branch().target());
    if (seen.isEmpty()) {
      throw new Refusal(
          "%s has no branch %s, so there is nothing to change."
              .formatted(clone.url().shown(), target()));
    }
    Optional<RevCommit> target = clone.branch(change.branch().target(), seen.get(), 1);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    FileStates now = states(target.get());
    now.check();
    if (now.have(change.files())) {
      return Optional.of(new Pushed.InTarget(target.get().name()));
    }
    checkUnchanged(target.get(), now);
    Map<String, ObjectId> expected = new HashMap<>();
    expected.put(change.branch().target(), seen.get());
    Optional<ObjectId> existing = refs.branch(change.branch().name());
    expected.put(change.branch().name(), existing.orElse(ObjectId.zeroId()));
    if (existing.isEmpty()) {
      return push(ofNewBranch(target.get(), now, expected), true);
    }
    Optional<RevCommit> tip = clone.branch(change.branch().name(), existing.get(), 1);
    return tip.isEmpty() ? Optional.empty() : update(tip.get(), target.get(), now, expected);
  }

  /// What the contents were made from must still be what is there.
  private void checkUnchanged(RevCommit target, FileStates now) throws IOException, Refusal {
    if (target.name().equals(change.commit())) {
      return;
    }
    RevCommit made = clone.commit(ObjectId.fromString(change.commit()));
    Optional<String> moved = states(made).difference(now);
    if (moved.isPresent()) {
      throw new Refusal(
          "%s moved from %s to %s, which changed %s; run it again to work on the new content."
              .formatted(
                  target(),
                  made.abbreviate(SHORT).name(),
                  target.abbreviate(SHORT).name(),
                  SafeText.of(moved.get())));
    }
  }

  /// A new branch is cut from the base of the version, at the newest commit that the target has
  /// too: a later one would bring along what the target does not have yet. If the files differ
  /// there, the branch is cut from the target.
  private Plan ofNewBranch(RevCommit target, FileStates now, Map<String, ObjectId> expected)
      throws IOException {
    RevCommit base = target;
    if (fork.isPresent()) {
      RevCommit shared = clone.commit(fork.get());
      base = states(shared).difference(now).isEmpty() ? shared : target;
    }
    return new Plan(List.of(base), base, base.copy(), expected);
  }

  private Optional<Pushed> update(
      RevCommit tip, RevCommit target, FileStates now, Map<String, ObjectId> expected)
      throws IOException, Refusal {
    if (tip.equals(target)) {
      return push(new Plan(List.of(target), target, target.copy(), expected), false);
    }
    RevCommit base =
        switch (own(tip)) {
          case Branch.Own(ObjectId id) -> clone.commit(id);
          case Branch.Foreign(String who) ->
              throw new Refusal(
                  "The branch %s has a commit that is not Drift's, %s; merge or delete the branch."
                      .formatted(branch(), who));
          case Branch.Incomplete _ ->
              throw new Refusal(
                  "The history of the branch %s could not be fetched; delete the branch."
                      .formatted(branch()));
        };
    boolean baseIsCurrent = states(base).difference(now).isEmpty();
    if (baseIsCurrent && states(tip).have(change.files())) {
      return Optional.of(new Pushed.Unchanged(tip.name()));
    }
    // Where the target changed the files meanwhile, the branch takes that in by a merge; its own
    // content would conflict with it.
    return push(
        baseIsCurrent
            ? new Plan(List.of(tip), tip, base.copy(), expected)
            : new Plan(List.of(tip, target), target, target.copy(), expected),
        false);
  }

  private Branch own(RevCommit tip) throws IOException {
    Branch branch = new Branch.Incomplete(tip);
    for (int depth = FIRST_DEPTH; depth <= DEEPEST; depth *= FIRST_DEPTH) {
      try (ObjectReader reader = clone.repository().newObjectReader()) {
        branch = new OwnCommits(reader, change.identity()).of(tip);
      }
      if (!(branch instanceof Branch.Incomplete)) {
        break;
      }
      var _ = clone.branch(change.branch().name(), tip, depth);
    }
    return branch;
  }

  private FileStates states(RevCommit commit) throws IOException {
    try (ObjectReader reader = clone.repository().newObjectReader()) {
      return FileStates.of(reader, commit.getTree(), change.files().keySet());
    }
  }

  private Optional<Pushed> push(Plan plan, boolean isNew) throws IOException, Refusal {
    ObjectId commit =
        new NewCommit(change.identity(), change.time(), change.signing())
            .insert(
                clone.repository(),
                Optional.of(plan.files().getTree()),
                change.files(),
                plan.parents(),
                "%s\n%s: %s\n"
                    .formatted(
                        change.message().stripTrailing(), Trailers.BASE, plan.base().name()));
    return landing.land(commit, isNew, plan.expected());
  }

  private String branch() {
    return SafeText.of(change.branch().name());
  }

  private String target() {
    return SafeText.of(change.branch().target());
  }
}

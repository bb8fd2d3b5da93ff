package dev.drift.git.publish;

import dev.drift.git.repository.SafeText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;

/// Whether all that a branch has of its own was committed by Drift.
///
/// Each of Drift's commits names the commit of the base that it builds on, so where the branch ends
/// and its base begins is known without the history behind it.
final class OwnCommits {
  /// A person who updates a branch by hundreds of commits is not a person.
  private static final int MOST = 1000;

  private final ObjectReader reader;
  private final Identity identity;

  OwnCommits(ObjectReader reader, Identity identity) {
    this.reader = reader;
    this.identity = identity;
  }

  /// What a branch consists of.
  sealed interface Branch {
    /// Only Drift's commits.
    ///
    /// @param base the commit that the last one builds on
    record Own(ObjectId base) implements Branch {}

    /// @param who the commit and its author, in words
    record Foreign(String who) implements Branch {}

    /// The commit that has to be fetched to go on.
    record Incomplete(ObjectId missing) implements Branch {}
  }

  /// @throws IOException if the repository cannot be read
  Branch of(ObjectId tip) throws IOException {
    Optional<ObjectId> base = Optional.empty();
    Set<ObjectId> seen = new HashSet<>();
    Deque<ObjectId> open = new ArrayDeque<>(List.of(tip));
    while (!open.isEmpty() && seen.size() < MOST) {
      ObjectId id = open.remove();
      if (!seen.add(id)) {
        continue;
      }
      RevCommit commit;
      try {
        // Parsed on its own: a walk would hide the parents where a fetch stopped.
        commit = RevCommit.parse(reader.open(id, Constants.OBJ_COMMIT).getCachedBytes());
      } catch (MissingObjectException e) {
        return new Branch.Incomplete(id);
      }
      Optional<ObjectId> builtOn = base(commit);
      if (builtOn.isEmpty()) {
        return new Branch.Foreign(
            "%s by %s"
                .formatted(
                    id.abbreviate(10).name(), SafeText.of(commit.getAuthorIdent().getName())));
      }
      base = base.or(() -> builtOn);
      for (RevCommit parent : commit.getParents()) {
        if (!parent.equals(builtOn.get())) {
          open.add(parent);
        }
      }
    }
    return open.isEmpty()
        ? new Branch.Own(base.orElseThrow())
        : new Branch.Foreign("more than %d commits".formatted(MOST));
  }

  /// What one of Drift's commits builds on; empty for a commit of anybody else.
  private Optional<ObjectId> base(RevCommit commit) {
    boolean own =
        identity.is(commit.getAuthorIdent())
            && identity.is(commit.getCommitterIdent())
            && !commit.getFooterLines(Trailers.FINGERPRINT).isEmpty();
    return own
        ? commit.getFooterLines(Trailers.BASE).stream()
            .filter(ObjectId::isId)
            .map(ObjectId::fromString)
            .reduce((_, last) -> last)
        : Optional.empty();
  }
}

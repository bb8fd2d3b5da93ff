package dev.drift.git.publish;

import dev.drift.git.remote.GitSettings;
import dev.drift.git.remote.Remote;
import dev.drift.git.remote.RemoteCommit;
import dev.drift.git.repository.RepoUrl;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.RefSpec;

/// A clone of the cache, which holds as little as was needed so far.
record Clone(Repository repository, Remote remote, RepoUrl url, GitSettings settings) {
  /// A branch where it was seen, with its files.
  ///
  /// @return empty if it has moved since
  /// @throws IOException if the fetch breaks
  Optional<RevCommit> branch(String name, ObjectId seen, int depth) throws IOException {
    if (depth > 1 || !has(seen)) {
      remote.fetch(
          repository,
          List.of(new RefSpec("+" + Constants.R_HEADS + name + ":refs/drift/" + seen.name())),
          depth);
    }
    return has(seen) ? Optional.of(commit(seen)) : Optional.empty();
  }

  /// @throws IOException if the fetch breaks
  /// @throws dev.drift.model.DriftException if the server has no such commit
  RevCommit commit(ObjectId id) throws IOException {
    return new RemoteCommit(repository, remote, url, settings).find(Optional.of(id.name()));
  }

  boolean has(ObjectId id) throws IOException {
    return repository.getObjectDatabase().has(id);
  }
}

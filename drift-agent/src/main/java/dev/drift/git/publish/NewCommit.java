package dev.drift.git.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;

/// Makes commits of Drift.
///
/// @param signing empty for commits without a signature
record NewCommit(Identity identity, Instant time, Optional<SigningKey> signing) {
  /// @param tree that the files are put into; empty for a commit with nothing else
  /// @param files contents by path; empty for a file that is deleted
  /// @throws Refusal if a file stands where a folder is needed, or the key cannot be used
  /// @throws IOException if the repository cannot be read or written
  ObjectId insert(
      Repository repository,
      Optional<? extends ObjectId> tree,
      Map<String, Optional<byte[]>> files,
      List<RevCommit> parents,
      String message)
      throws IOException, Refusal {
    try (ObjectReader reader = repository.newObjectReader();
        ObjectInserter inserter = repository.newObjectInserter()) {
      // Inserted into the repository before it is read.
      ObjectId begin = tree.isPresent() ? tree.get() : inserter.insert(new TreeFormatter());
      inserter.flush();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(new TreeEdit(reader, inserter).with(begin, files));
      commit.setParentIds(parents);
      commit.setAuthor(identity.at(time));
      commit.setCommitter(identity.at(time));
      commit.setMessage(message);
      new Signatures(repository).sign(commit, signing);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }
}

package dev.drift.git.repository;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.tree.SourceTree;
import java.io.IOException;

/// What an open source was, or will be, at other commits.
@FunctionalInterface
public interface Revisions {
  /// Of a folder outside Git.
  Revisions NONE =
      commit -> {
        throw new DriftException(
            Problem.of(
                Problem.Code.UNKNOWN_REVISION,
                "The folder is in no Git repository, so it has no commit %s."
                    .formatted(SafeText.of(commit))));
      };

  /// The files at a commit; they cannot be read any more once the source is closed.
  ///
  /// @param commit 40 hexadecimal digits, or the first 12 of them
  /// @throws DriftException if the source does not have it, or its server is out of reach
  /// @throws IOException if it cannot be read or fetched
  SourceTree at(String commit) throws IOException;
}

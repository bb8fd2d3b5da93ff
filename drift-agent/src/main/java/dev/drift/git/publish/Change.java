package dev.drift.git.publish;

import static java.util.Objects.requireNonNull;

import dev.drift.model.branch.ChangeBranch;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is to be published: files, and the branch that they go to.
///
/// @param commit which the contents were made from, 40 hexadecimal digits
/// @param files new contents by path; empty for a file that is deleted
/// @param message its last paragraph consists of trailers, one of which is [Trailers#FINGERPRINT]
/// @param time of the commit
/// @param signing empty for commits without a signature
public record Change(
    ChangeBranch branch,
    String commit,
    Map<String, Optional<byte[]>> files,
    String message,
    Identity identity,
    Instant time,
    Optional<SigningKey> signing) {
  public Change {
    requireNonNull(branch, "branch is null");
    requireNonNull(commit, "commit is null");
    files = new TreeMap<>(files);
    requireNonNull(message, "message is null");
    requireNonNull(identity, "identity is null");
    requireNonNull(time, "time is null");
    requireNonNull(signing, "signing is null");
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a change without files");
    }
  }

  @Override
  public String toString() {
    return "Change(%s)".formatted(branch.name());
  }
}

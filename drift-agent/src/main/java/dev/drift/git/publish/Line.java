package dev.drift.git.publish;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// A line to be appended to a file on a branch that only Drift writes.
///
/// @param branch its name; made if it does not exist, without any history
/// @param path of the file; made if it does not exist
/// @param text without a line end
/// @param most how many lines the file keeps: the last ones
/// @param message of the commit
/// @param time of the commit
/// @param signing empty for a commit without a signature
public record Line(
    String branch,
    String path,
    String text,
    int most,
    String message,
    Identity identity,
    Instant time,
    Optional<SigningKey> signing) {
  public Line {
    requireNonNull(branch, "branch is null");
    requireNonNull(path, "path is null");
    requireNonNull(message, "message is null");
    requireNonNull(identity, "identity is null");
    requireNonNull(time, "time is null");
    requireNonNull(signing, "signing is null");
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line with a line end");
    }
  }

  @Override
  public String toString() {
    return "Line(%s, %s)".formatted(branch, path);
  }
}

package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Problem;
import dev.drift.model.scope.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What Git declares, as it was last read.
public final class GitState {
  private final Desired desired;
  private final Instant readAt;
  private final Optional<Failure> failure;

  /// Git could not be read again.
  ///
  /// @param since the first time that it could not
  public record Failure(Instant since, List<Problem> problems) {
    public Failure {
      requireNonNull(since, "since is null");
      problems = List.copyOf(problems);
    }
  }

  GitState(Desired desired, Instant readAt, Optional<Failure> failure) {
    this.desired = desired;
    this.readAt = readAt;
    this.failure = failure;
  }

  Desired desired() {
    return desired;
  }

  public List<Source> sources() {
    return desired.read();
  }

  public Instant readAt() {
    return readAt;
  }

  public Optional<Failure> failure() {
    return failure;
  }

  /// Whether the same is compared with the cluster. A folder has no commit that would show it.
  public boolean isSame(GitState other) {
    return sources().equals(other.sources())
        && desired.isSame(other.desired)
        && sources().stream().allMatch(it -> it.commit().isPresent() && it.uncommitted().isEmpty())
        && failure.isPresent() == other.failure.isPresent();
  }
}

package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Problem;
import dev.drift.model.scope.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What Git declares, as it was last read.
public final class GitState {
  private final Desired desired;
  private final Instant readAt;
  private final Optional<Failure> failure;
  private final Set<String> named;

  /// Git could not be read again.
  ///
  /// @param since the first time that it could not
  public record Failure(Instant since, List<Problem> problems) {
    public Failure {
      requireNonNull(since, "since is null");
      problems = List.copyOf(problems);
    }
  }

  /// @param named commits that deployers named before Git was read, so that Git had them: 40
  ///     hexadecimal digits each
  GitState(Desired desired, Instant readAt, Optional<Failure> failure, Set<String> named) {
    this.desired = desired;
    this.readAt = readAt;
    this.failure = failure;
    this.named = Set.copyOf(named);
  }

  /// Git cannot be read any more, so that this is what was read of it last.
  ///
  /// @param now when that was found out
  GitState failed(Instant now, List<Problem> problems) {
    Instant since = failure.map(Failure::since).orElse(now);
    return new GitState(desired, readAt, Optional.of(new Failure(since, problems)), named);
  }

  /// The same, but what deployers apply is not known.
  ///
  /// @param commits that they may be applying, and that were not read
  /// @param why a sentence
  GitState withheld(Set<String> commits, String why) {
    Set<String> all = new TreeSet<>(named);
    all.addAll(commits);
    return new GitState(desired.withheld(why), readAt, failure, all);
  }

  /// Those of the commits that may have come into Git since it was read.
  ///
  /// @param now the commits that deployers name
  Set<String> unread(Set<String> now) {
    Set<String> unread = new TreeSet<>(now);
    unread.removeAll(named);
    sources().forEach(it -> it.commit().ifPresent(unread::remove));
    return unread;
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

package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// What becomes of the audit trail.
///
/// @param channel a webhook that gets its heads
/// @param git a branch that gets its heads
/// @param keep how long records are kept; empty for ever
public record AuditConfig(
    Optional<Channel> channel, Optional<HeadBranch> git, Optional<Duration> keep) {
  public static final AuditConfig NONE =
      new AuditConfig(Optional.empty(), Optional.empty(), Optional.empty());

  /// Whoever deletes what is younger could as well keep no trail.
  public static final Duration SHORTEST = Duration.ofDays(30);

  public AuditConfig {
    requireNonNull(channel, "channel is null");
    requireNonNull(git, "git is null");
    requireNonNull(keep, "keep is null");
  }
}

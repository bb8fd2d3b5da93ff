package dev.drift.finding.group;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.model.ResourceId;
import java.util.Optional;

/// A finding that was announced: what it takes to know later whether it is gone.
///
/// @param resource empty if only the fingerprint is known, from an issue
/// @param rule its code; empty if only the fingerprint is known
public record Member(
    String fingerprint, Optional<ResourceId> resource, String rule, boolean posture) {
  public Member {
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(rule, "rule is null");
  }

  public static Member of(Finding finding) {
    return new Member(
        finding.fingerprint(),
        Optional.of(finding.resource().id()),
        finding.rule(),
        finding instanceof Finding.Posture);
  }

  /// Of which nothing else is known.
  public static Member of(String fingerprint) {
    return new Member(fingerprint, Optional.empty(), "", false);
  }
}

package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// Who changed something, as far as it is known.
///
/// @param manager the field manager, such as `kubectl-edit`; empty where nobody is named
/// @param operation `Apply` or `Update`; empty where nobody is named
public record Attribution(
    String manager, String operation, Optional<Instant> time, Confidence confidence) {

  /// How sure it is.
  public enum Confidence {
    /// The audit log has the request with its body.
    PROVEN,
    /// The audit log has a request at that time by that manager.
    LIKELY,
    /// `managedFields` alone says so.
    HINT,
    UNKNOWN
  }

  public static final Attribution UNKNOWN =
      new Attribution("", "", Optional.empty(), Confidence.UNKNOWN);

  public Attribution {
    requireNonNull(manager, "manager is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(time, "time is null");
    requireNonNull(confidence, "confidence is null");
  }
}

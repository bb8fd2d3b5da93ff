package dev.drift.policy.baseline;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.json.JsonWriter;
import dev.drift.model.Sha256;
import dev.drift.secret.Shown;
import java.time.LocalDate;

/// A finding that is accepted as it is: if either value changes, or if it gets worse, it is new
/// again.
///
/// @param fingerprint of the finding
/// @param values both values, as [#values] computes them
/// @param object for people
/// @param path for people; empty for a whole object
/// @param rule for people
/// @param severity the worst that is accepted
/// @param expires the last day on which it counts
public record BaselineEntry(
    String fingerprint,
    String values,
    String object,
    String path,
    String rule,
    Severity severity,
    String reason,
    String owner,
    LocalDate expires) {
  private static final int DIGITS = 32;

  public BaselineEntry {
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(values, "values is null");
    requireNonNull(object, "object is null");
    requireNonNull(path, "path is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(expires, "expires is null");
  }

  public static BaselineEntry of(Finding finding, String reason, String owner, LocalDate expires) {
    return new BaselineEntry(
        finding.fingerprint(),
        values(finding),
        finding.resource().toString(),
        finding.path().isRoot() ? "" : finding.path().toString(),
        finding.rule(),
        finding.severity(),
        reason,
        owner,
        expires);
  }

  boolean accepts(Finding finding, LocalDate today) {
    return finding.fingerprint().equals(fingerprint)
        && !expires.isBefore(today)
        && severity.atLeast(finding.severity())
        && values.equals(values(finding));
  }

  /// A digest of both values. Of a secret it is that of its mask, which is another one under
  /// another key.
  static String values(Finding finding) {
    String text =
        switch (finding) {
          case Finding.Drift drift -> text(drift.desired()) + "\0" + text(drift.live());
          case Finding.Posture posture -> text(posture.live());
        };
    return Sha256.hex(text).substring(0, DIGITS);
  }

  private static String text(Shown shown) {
    return switch (shown) {
      case Shown.Plain plain -> "plain " + JsonWriter.text(plain.value());
      case Shown.Masked(String mask, String keyId) -> "masked " + keyId + " " + mask;
      case Shown.Absent() -> "absent";
    };
  }
}

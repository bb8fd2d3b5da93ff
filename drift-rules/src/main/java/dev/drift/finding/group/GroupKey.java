package dev.drift.finding.group;

import dev.drift.finding.Category;
import dev.drift.model.ResourceId;
import dev.drift.model.Sha256;

/// The stable identity of a group over runs, 32 hexadecimal digits. Like a fingerprint, it is made
/// of what the findings are about, never of a text or a value: a text that changes would announce
/// the same findings again
/// (<https://github.com/fluxcd/notification-controller/issues/509>).
final class GroupKey {
  private static final int LENGTH = 32;

  private GroupKey() {}

  /// @param actor who changed the object; empty if that is unknown
  static String ofObject(String scope, ResourceId id, String actor) {
    return hash(
        scope,
        "object",
        id.groupKind().group(),
        id.groupKind().kind(),
        id.namespace(),
        id.name(),
        actor);
  }

  static String ofRule(String scope, String rule) {
    return hash(scope, "rule", rule);
  }

  static String ofCategory(String scope, Category category) {
    return hash(scope, "category", category.label());
  }

  static String hash(String... parts) {
    return Sha256.hex(String.join("\0", parts)).substring(0, LENGTH);
  }
}

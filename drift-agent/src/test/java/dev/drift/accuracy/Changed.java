package dev.drift.accuracy;

import java.util.Optional;

/// A place that is not the same before and after.
///
/// @param before the place in the document as it was; empty for ADDED
/// @param after the place in the document as it is now; empty for REMOVED
record Changed(Kind kind, Optional<String> before, Optional<String> after) {
  /// How it changed.
  enum Kind {
    ADDED,
    REMOVED,
    REPLACED,
    /// The same items of a list in another order.
    REORDERED
  }

  /// The place in either document, the newer one first.
  String pointer() {
    return after.or(() -> before).orElseThrow();
  }
}

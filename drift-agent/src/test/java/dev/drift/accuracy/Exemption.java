package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;

/// A change of which Drift rightly says nothing.
///
/// @param reason why a person wants to hear nothing of it
record Exemption(String name, String reason, Test test) {
  /// Whether a change is of the kind.
  interface Test {
    boolean holds(Subject subject, Changed changed, JsonNode after);
  }
}

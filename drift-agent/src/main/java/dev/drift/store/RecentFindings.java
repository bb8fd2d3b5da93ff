package dev.drift.store;

import java.util.List;

/// Findings of a target that were open lately.
///
/// @param findings the newest onset first
/// @param more how many older ones were not read
public record RecentFindings(List<StoredFinding> findings, int more) {
  public RecentFindings {
    findings = List.copyOf(findings);
  }
}

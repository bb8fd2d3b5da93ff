package dev.drift.owner;

import dev.drift.model.value.ReleaseFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A release of Helm: those of its revisions that say what is installed.
///
/// @param namespace into which it was installed, which may not be the one that its records are in
/// @param known the revisions whose content is known, newest first
/// @param hidden a revision of which only the existence is known
/// @param broken a revision that Helm itself could not read
record HelmRelease(
    String namespace,
    String name,
    List<Revision> known,
    Optional<ReleaseRecord> hidden,
    Optional<ReleaseRecord> broken) {
  HelmRelease {
    known = List.copyOf(known);
  }

  /// A revision and what it holds.
  record Revision(ReleaseRecord record, ReleaseFacts facts) {}

  /// The last deployed revision, and what came after it: an upgrade that failed, or that goes on,
  /// has installed objects too. Without any, the newest. None of a release that was uninstalled.
  ///
  /// @param revisions of one release, newest first
  static List<ReleaseRecord> current(List<ReleaseRecord> revisions) {
    ReleaseRecord newest = revisions.getFirst();
    if (newest.status().equals("uninstalled")) {
      return List.of();
    }
    List<ReleaseRecord> current = new ArrayList<>();
    for (ReleaseRecord revision : revisions) {
      if (!revision.isPast()) {
        current.add(revision);
      }
      if (revision.isDeployed()) {
        return current;
      }
    }
    return List.of(newest);
  }

  boolean isComplete() {
    return known.stream().allMatch(revision -> revision.facts().complete());
  }

  boolean isProven() {
    return !known.isEmpty() || hidden.isPresent();
  }

  @Override
  public String toString() {
    return "Helm release %s/%s".formatted(namespace, name);
  }
}

package dev.drift.store;

import static java.util.Objects.requireNonNull;

/// A run in a list of runs.
///
/// @param invalidInput whether it reported a problem of its input, such as a file that is not valid
public record ListedRun(StoredRun run, boolean invalidInput) {
  public ListedRun {
    requireNonNull(run, "run is null");
  }
}

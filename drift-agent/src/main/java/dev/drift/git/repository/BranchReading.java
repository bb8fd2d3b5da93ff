package dev.drift.git.repository;

import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import java.util.List;

/// What was found out about pairs of branches.
///
/// @param states of the pairs that could be compared, in the order of the pairs
/// @param unknown the pairs that could not be
/// @param reason why not, as the end of a sentence; empty if all could be
public record BranchReading(List<BranchState> states, List<BranchPair> unknown, String reason) {
  public BranchReading {
    states = List.copyOf(states);
    unknown = List.copyOf(unknown);
  }
}

package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;

/// A declared resource of which the API server shall say what it would store.
///
/// @param live the object that is there
public record DryRunQuestion(DesiredResource desired, LiveResource live) {
  public DryRunQuestion {
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
  }
}

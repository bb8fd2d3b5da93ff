package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// One value of an object that is put back. It holds plain values; people see those of the finding.
///
/// @param path where it stands in the cluster
/// @param before the value in the cluster; empty if there is none
/// @param after the value that it gets; empty if it is removed
/// @param siblings the items of Git's list, in their order, if it adds an item to a list
public record Step(Path path, Optional<Value> before, Optional<Value> after, List<Value> siblings) {
  public Step {
    requireNonNull(path, "path is null");
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
    siblings = List.copyOf(siblings);
  }
}

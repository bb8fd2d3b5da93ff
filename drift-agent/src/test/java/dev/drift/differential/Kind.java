package dev.drift.differential;

import dev.drift.model.value.Value;
import java.util.List;

/// A kind with the valid objects that generated ones start from.
record Kind(String apiVersion, String kind, Shape shape, List<Value.Obj> starts) {
  Kind {
    starts = List.copyOf(starts);
  }

  /// Whether a CRD defines it.
  boolean isCustom() {
    return starts.stream().anyMatch(Resources::isCustom);
  }

  String name() {
    return kind + " " + apiVersion;
  }
}

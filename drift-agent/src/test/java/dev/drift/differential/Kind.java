package dev.drift.differential;

import dev.drift.model.Value;
import java.util.List;

/// A kind with the valid objects that generated ones start from.
record Kind(String apiVersion, String kind, Shape shape, List<Value.Obj> starts) {
  Kind {
    starts = List.copyOf(starts);
  }

  String name() {
    return kind + " " + apiVersion;
  }
}

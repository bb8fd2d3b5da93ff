package dev.drift.edit;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;

/// A change of what a manifest says.
///
/// Paths are those of the manifest before any edit. A path that goes on behind a text means the
/// setting of that name within the text: `data["app.properties"]["log.level"]`.
public sealed interface Edit {
  Path path();

  /// The path gets this value, be it there or not; what it stands in is added where it is missing.
  record Set(Path path, Value value) implements Edit {
    public Set {
      requireNonNull(path, "path is null");
      requireNonNull(value, "value is null");
    }
  }

  /// The path, which is not there yet, gets this value. The item of an index is put before the one
  /// that has that index.
  record Add(Path path, Value value) implements Edit {
    public Add {
      requireNonNull(path, "path is null");
      requireNonNull(value, "value is null");
    }
  }

  /// What is at the path goes.
  record Remove(Path path) implements Edit {
    public Remove {
      requireNonNull(path, "path is null");
    }
  }

  /// The items of the list at the path change places; nothing else happens to them.
  ///
  /// @param order for each place, which item comes there, counted from 0
  record Reorder(Path path, List<Integer> order) implements Edit {
    public Reorder {
      requireNonNull(path, "path is null");
      order = List.copyOf(order);
    }
  }
}

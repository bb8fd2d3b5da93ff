package dev.drift.edit;

import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// What a manifest says after edits, before any text is touched.
public final class EditedValue {
  private EditedValue() {}

  /// The value as [FileEditor] would make the file say it; empty if a path leads nowhere.
  public static Optional<Value> of(Value value, List<Edit> edits) {
    List<Edit> moves = edits.stream().filter(Edit.Reorder.class::isInstance).toList();
    List<Edit> changes = edits.stream().filter(edit -> !(edit instanceof Edit.Reorder)).toList();
    try {
      Optional<Value> changed = changed(Optional.of(value), changes);
      return changed(changed, moves);
    } catch (CannotEdit _) {
      return Optional.empty();
    }
  }

  private static Optional<Value> changed(Optional<Value> value, List<Edit> edits) {
    return edits.isEmpty() || value.isEmpty() ? value : Targets.of(value.get(), edits).of(value);
  }
}

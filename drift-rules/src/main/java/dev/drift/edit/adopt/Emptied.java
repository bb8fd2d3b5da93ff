package dev.drift.edit.adopt;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes away what removals would leave empty.
final class Emptied {
  private Emptied() {}

  /// The edits as they are, and those in which a mapping or list is removed in place of its last
  /// entry; the last of these leave nothing empty. Only the API server knows whether an empty one
  /// means something.
  static List<List<Edit>> levels(Value.Obj manifest, List<Edit> edits) {
    List<List<Edit>> levels = new ArrayList<>(List.of(edits));
    List<Edit> now = edits;
    Optional<Path> empty = emptied(manifest, now);
    while (empty.isPresent()) {
      Path parent = empty.get();
      List<Edit> next = new ArrayList<>();
      now.stream().filter(edit -> !edit.path().startsWith(parent)).forEach(next::add);
      next.add(new Edit.Remove(parent));
      now = next;
      levels.add(now);
      empty = emptied(manifest, now);
    }
    return levels;
  }

  private static Optional<Path> emptied(Value.Obj manifest, List<Edit> edits) {
    Optional<Value> after = EditedValue.of(manifest, edits);
    return edits.stream()
        .filter(Edit.Remove.class::isInstance)
        .map(Edit::path)
        .filter(path -> path.elements().size() > 1)
        .map(path -> new Path(path.elements().subList(0, path.elements().size() - 1)))
        .filter(parent -> parent.elements().getLast() instanceof Path.Field)
        .filter(
            parent ->
                after
                    .flatMap(value -> Steps.at(parent, value))
                    .filter(Emptied::isEmpty)
                    .isPresent())
        .findFirst();
  }

  private static boolean isEmpty(Value value) {
    return value.equals(Value.Obj.EMPTY) || value.equals(Value.Arr.EMPTY);
  }
}

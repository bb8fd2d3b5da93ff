package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One edit of a rendered manifest, after those that are made already.
///
/// @param from what is rendered before it
/// @param to what is to be rendered after it
record Step(Edit edit, Value.Obj from, Value.Obj to) {
  Step {
    requireNonNull(edit, "edit is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
  }

  /// @param done the edits before it
  /// @return empty if one of them leads nowhere
  static Optional<Step> of(Value.Obj manifest, List<Edit> done, Edit edit) {
    List<Edit> all = new ArrayList<>(done);
    all.add(edit);
    return EditedValue.of(manifest, done).orElse(null) instanceof Value.Obj from
            && EditedValue.of(manifest, all).orElse(null) instanceof Value.Obj to
        ? Optional.of(new Step(edit, from, to))
        : Optional.empty();
  }

  Path path() {
    return edit.path();
  }

  /// What is rendered at its path; empty if nothing is, or if the edit inserts an item there.
  Optional<Value> old() {
    return edit instanceof Edit.Add ? Optional.empty() : Steps.at(path(), from);
  }

  /// What is to be there; empty if that goes.
  Optional<Value> live() {
    return switch (edit) {
      case Edit.Set(Path _, Value value) -> Optional.of(value);
      case Edit.Add(Path _, Value value) -> Optional.of(value);
      case Edit.Remove _ -> Optional.empty();
      case Edit.Reorder(Path path, List<Integer> _) -> Steps.at(path, to);
    };
  }
}

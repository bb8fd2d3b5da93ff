package dev.drift.compare;

import dev.drift.model.Value;
import java.util.List;
import java.util.Optional;

/// One path on all sides.
///
/// @param written what the manifest says
/// @param desired the canonical form
record Sides(Optional<Value> written, Optional<Value> desired, Optional<Value> live) {
  Sides field(String name) {
    return new Sides(field(written, name), field(desired, name), field(live, name));
  }

  private static Optional<Value> field(Optional<Value> side, String name) {
    return side.flatMap(v -> v instanceof Value.Obj object ? object.get(name) : Optional.empty());
  }

  private static Optional<Value> at(Optional<Value> side, Optional<Integer> position) {
    return position.flatMap(
        index ->
            side.flatMap(
                v ->
                    v instanceof Value.Arr(List<Value> items) && index < items.size()
                        ? Optional.of(items.get(index))
                        : Optional.empty()));
  }

  Sides item(Optional<Integer> desiredAt, Optional<Integer> liveAt) {
    return new Sides(at(written, desiredAt), at(desired, desiredAt), at(live, liveAt));
  }

  /// Whether each side is absent or of this shape.
  boolean all(Class<? extends Value> shape) {
    return desired.map(shape::isInstance).orElse(true) && live.map(shape::isInstance).orElse(true);
  }

  boolean both() {
    return desired.isPresent() && live.isPresent();
  }

  static List<Value> items(Optional<Value> side) {
    return side.orElse(Value.Arr.EMPTY) instanceof Value.Arr(List<Value> items) ? items : List.of();
  }
}

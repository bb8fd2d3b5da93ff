package dev.drift.compare;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// One path on all sides.
///
/// @param written what the manifest says
/// @param desired the canonical form
/// @param livePath where `live` stands: items of atomic lists move
record Sides(
    Optional<Value> written, Optional<Value> desired, Optional<Value> live, Path livePath) {
  Sides field(String name) {
    return new Sides(
        field(written, name), field(desired, name), field(live, name), livePath.field(name));
  }

  private static Optional<Value> field(Optional<Value> side, String name) {
    return side.isPresent() && side.get() instanceof Value.Obj object
        ? object.get(name)
        : Optional.empty();
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

  Sides item(Optional<Integer> desiredAt, Optional<Integer> liveAt, Path.Element liveElement) {
    return new Sides(
        at(written, desiredAt),
        at(desired, desiredAt),
        at(live, liveAt),
        livePath.plus(liveElement));
  }

  /// Whether each side is absent or of this shape.
  boolean all(Class<? extends Value> shape) {
    return desired.map(shape::isInstance).orElse(true) && live.map(shape::isInstance).orElse(true);
  }

  boolean both() {
    return desired.isPresent() && live.isPresent();
  }

  /// Whether one side has nothing and the other a null.
  boolean onlyNull() {
    return !both() && desired.or(() -> live).equals(Optional.of(Value.Null.NULL));
  }

  /// Whether one side has nothing and the other an empty object or list.
  boolean onlyEmpty() {
    return !both()
        && switch (desired.or(() -> live).orElse(Value.Null.NULL)) {
          case Value.Obj object -> object.fields().isEmpty();
          case Value.Arr(List<Value> items) -> items.isEmpty();
          case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> false;
        };
  }

  static List<Value> items(Optional<Value> side) {
    return side.orElse(Value.Arr.EMPTY) instanceof Value.Arr(List<Value> items) ? items : List.of();
  }
}

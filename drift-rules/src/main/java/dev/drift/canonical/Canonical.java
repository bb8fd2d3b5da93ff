package dev.drift.canonical;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;

/// The canonical form of a desired resource: what the API server would store for it.
///
/// @param written what the manifest says, without nulls; its lists have the items of `content` at
///     the same positions
/// @param content `written` without zeros that are the same as absence, with constant and computed
///     defaults filled in
/// @param invalid what the type does not have
public record Canonical(Value.Obj written, Value.Obj content, List<Invalid> invalid) {

  /// A field that the type of the resource does not have, or a value that it does not take.
  ///
  /// @param reason a clause without a value of the manifest, such as `is not a field of …`
  public record Invalid(Path path, String reason) {}

  public Canonical {
    invalid = List.copyOf(invalid);
  }
}

package dev.drift.yaml;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Places;
import dev.drift.model.value.Value;

/// One document of a file.
///
/// @param value [Value.Null] for an empty document
/// @param places where the value and all within it are written; a value that several places share
///     by an anchor is marked as alias everywhere, for an edit there changes all of them
public record Document(Value value, Places places) {
  public Document {
    requireNonNull(value, "value is null");
    requireNonNull(places, "places is null");
  }
}

package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/// One change of one live object.
///
/// @param pointer the place it is about
/// @param edit changes the object or list that holds the place
record Mutation(Operation operation, String pointer, Consumer<JsonNode> edit) {
  /// What somebody may do to a value.
  enum Operation {
    DELETED,
    CHANGED,
    DOUBLED,
    REORDERED,
    SIBLING
  }

  /// A changed copy.
  JsonNode of(JsonNode before) {
    JsonNode copy = before.deepCopy();
    edit.accept(Pointers.at(copy, Pointers.parent(pointer)));
    return copy;
  }

  @Override
  public String toString() {
    return operation + " " + pointer;
  }
}

package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.Optional;

/// Where in a document a path of a finding stands.
final class Places {
  private Places() {}

  /// @param other the other document: an index behind both lists means an added item, whose place
  ///     is the list
  static Optional<String> of(Path path, JsonNode document, JsonNode other) {
    String pointer = Pointers.ROOT;
    for (Path.Element element : path.elements()) {
      JsonNode at = Pointers.at(document, pointer);
      String next =
          switch (element) {
            case Path.Field(String name) -> Pointers.child(pointer, name);
            case Path.Index(int index) -> {
              boolean behind =
                  at.isArray() && index >= at.size() && index >= Pointers.at(other, pointer).size();
              yield behind ? pointer : Pointers.child(pointer, index);
            }
            case Path.Member(String value) ->
                Pointers.child(pointer, position(at, item -> item.asText().equals(value), 1));
            case Path.Key key ->
                Pointers.child(pointer, position(at, item -> has(item, key), key.occurrence()));
          };
      if (Pointers.at(document, next).isMissingNode()) {
        return Optional.empty();
      }
      pointer = next;
    }
    return Optional.of(pointer);
  }

  private interface Test {
    boolean holds(JsonNode item);
  }

  /// Of the n-th item that passes; -1 where there is none.
  private static int position(JsonNode list, Test test, int occurrence) {
    int left = occurrence;
    for (int i = 0; i < list.size(); i++) {
      if (test.holds(list.get(i)) && --left == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean has(JsonNode item, Path.Key key) {
    return key.parts().stream()
        .allMatch(
            part ->
                switch (part.value()) {
                  case Value.Str(String text) -> item.path(part.name()).asText("").equals(text);
                  case Value.Num(var number) ->
                      item.path(part.name()).isNumber()
                          && item.path(part.name()).decimalValue().compareTo(number) == 0;
                  case Value.Bool(boolean truth) ->
                      item.path(part.name()).isBoolean()
                          && item.path(part.name()).booleanValue() == truth;
                  case Value.Null _, Value.Masked _, Value.Arr _, Value.Obj _ -> false;
                });
  }
}

package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Where in a document a path of a finding stands.
///
/// Several items of one key are counted by Drift in an order of its own, so that each of them may
/// be meant.
final class Places {
  private Places() {}

  /// @param other the other document: an index behind both lists means an added item, whose place
  ///     is the list
  static List<String> of(Path path, JsonNode document, JsonNode other) {
    List<String> places = List.of(Pointers.ROOT);
    for (Path.Element element : path.elements()) {
      places =
          places.stream()
              .flatMap(place -> next(element, place, document, other).stream())
              .filter(place -> !Pointers.at(document, place).isMissingNode())
              .toList();
    }
    return places;
  }

  private static List<String> next(
      Path.Element element, String pointer, JsonNode document, JsonNode other) {
    JsonNode at = Pointers.at(document, pointer);
    if (at.isTextual()) {
      return List.of(pointer); // a setting within a text stands where the text does
    }
    return switch (element) {
      case Path.Field(String name) -> List.of(Pointers.child(pointer, name));
      case Path.Index(int index) -> {
        boolean behind =
            at.isArray() && index >= at.size() && index >= Pointers.at(other, pointer).size();
        yield List.of(behind ? pointer : Pointers.child(pointer, index));
      }
      case Path.Member(String value) -> items(at, pointer, item -> item.asText().equals(value));
      case Path.Key key -> items(at, pointer, item -> has(item, key));
    };
  }

  private static List<String> items(JsonNode list, String pointer, Predicate<JsonNode> test) {
    return IntStream.range(0, list.size())
        .filter(i -> test.test(list.get(i)))
        .mapToObj(i -> Pointers.child(pointer, i))
        .toList();
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

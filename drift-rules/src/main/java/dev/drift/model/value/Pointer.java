package dev.drift.model.value;

import java.util.List;
import java.util.Optional;

/// JSON Pointers: <https://www.rfc-editor.org/rfc/rfc6901>.
public final class Pointer {
  /// Behind the last item of a list.
  public static final String END = "-";

  private Pointer() {}

  /// The pointer to what the path leads to.
  ///
  /// @return empty if it leads to nothing
  public static Optional<String> to(Path path, Value root) {
    StringBuilder pointer = new StringBuilder();
    Value node = root;
    for (Path.Element element : path.elements()) {
      Optional<Value> next = Steps.step(element, node);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      pointer.append('/').append(token(element, node));
      node = next.get();
    }
    return Optional.of(pointer.toString());
  }

  /// A pointer one field further in.
  public static String field(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /// The names and positions that a pointer consists of.
  public static List<String> tokens(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : List.of(pointer.substring(1).split("/", -1)).stream()
            .map(token -> token.replace("~1", "/").replace("~0", "~"))
            .toList();
  }

  private static String token(Path.Element element, Value node) {
    return element instanceof Path.Field(String name)
        ? field("", name).substring(1)
        : Steps.item(element, node).orElseThrow().toString();
  }
}

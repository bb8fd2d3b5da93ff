package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Places in a JSON document, as [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901) writes them.
final class Pointers {
  static final String ROOT = "";

  private Pointers() {}

  static String child(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  static String child(String parent, int index) {
    return parent + "/" + index;
  }

  static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  static String last(String pointer) {
    return plain(pointer.substring(pointer.lastIndexOf('/') + 1));
  }

  /// The steps from the root, unescaped.
  static List<String> steps(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : List.of(pointer.substring(1).split("/", -1)).stream().map(Pointers::plain).toList();
  }

  /// Whether one is the other, or stands above or below it.
  static boolean related(String one, String other) {
    return within(one, other) || within(other, one);
  }

  /// Whether `inner` is `outer` or stands below it.
  static boolean within(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer + "/");
  }

  /// The value at the place; a missing node where there is none.
  static JsonNode at(JsonNode document, String pointer) {
    return document.at(pointer);
  }

  private static String plain(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }
}

package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The part of an object that people write.
final class Stored {
  /// The server's own bookkeeping.
  private static final List<String> METADATA =
      List.of("managedFields", "resourceVersion", "generation", "uid", "creationTimestamp");

  private Stored() {}

  static JsonNode of(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(METADATA);
    }
    return copy;
  }
}

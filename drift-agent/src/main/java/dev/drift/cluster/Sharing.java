package dev.drift.cluster;

import dev.drift.model.Value;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Keeps one copy of what thousands of objects have in common: who owns which fields is the same
/// for all that one tool applied. Values are immutable, so sharing them changes nothing.
final class Sharing {
  private final ConcurrentMap<Value.Obj, Value.Obj> fields = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();

  Value.Obj fields(Value.Obj value) {
    Value.Obj first = fields.putIfAbsent(value, value);
    return first == null ? value : first;
  }

  String text(String value) {
    String first = texts.putIfAbsent(value, value);
    return first == null ? value : first;
  }
}

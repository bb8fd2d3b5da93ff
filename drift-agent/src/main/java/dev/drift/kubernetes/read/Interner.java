package dev.drift.kubernetes.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/// Keeps one copy of what thousands of objects have in common. Values are immutable, so sharing
/// them changes nothing.
///
/// Sets of owned fields are half of a LIST, and the same for all objects that one tool applied. So
/// their tokens are strung together first, and a tree is built of them only once.
final class Interner {
  private static final char END = 0;

  private final UnaryOperator<Value.Obj> maskOfFieldSets;
  private final ConcurrentMap<String, Value.Obj> fieldSets = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Optional<Instant>> times = new ConcurrentHashMap<>();

  Interner() {
    this(UnaryOperator.identity());
  }

  /// @param maskOfFieldSets applied once to each set of owned fields
  Interner(UnaryOperator<Value.Obj> maskOfFieldSets) {
    this.maskOfFieldSets = maskOfFieldSets;
  }

  String text(String value) {
    String first = texts.putIfAbsent(value, value);
    return first == null ? value : first;
  }

  /// A time as `metav1.Time` writes it; empty if it is none.
  Optional<Instant> time(String text) {
    return times.computeIfAbsent(text, Interner::parsed);
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// The set of fields whose brace the parser stands on; leaves it on the closing one. Of one that
  /// is nested too deeply nothing is kept: then nobody is named for these fields.
  Value.Obj fieldSet(JsonParser parser) throws IOException {
    StringBuilder tokens = new StringBuilder(256);
    int depth = 1;
    int deepest = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_OBJECT) {
        tokens.append(END);
        depth--;
      } else {
        String name = parser.currentName();
        // Its length before it: whatever the name holds, no two sets give the same string. Names of
        // more than 50,000 characters are refused by the parser.
        tokens.append((char) (name.length() + 1)).append(name);
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          depth++;
          deepest = Math.max(deepest, depth);
        } else { // Servers write only objects.
          parser.skipChildren();
          tokens.append(END);
        }
      }
    }
    if (deepest > JsonReader.DEEPEST) {
      return Value.Obj.EMPTY;
    }
    return fieldSets.computeIfAbsent(
        tokens.toString(), key -> maskOfFieldSets.apply(new Tree(key).object()));
  }

  /// Reads the string back.
  private static final class Tree {
    private final String tokens;
    private int at;

    Tree(String tokens) {
      this.tokens = tokens;
    }

    Value.Obj object() {
      if (tokens.charAt(at) == END) {
        at++;
        return Value.Obj.EMPTY;
      }
      Map<String, Value> fields = new LinkedHashMap<>();
      while (tokens.charAt(at) != END) {
        int length = tokens.charAt(at) - 1;
        String name = tokens.substring(at + 1, at + 1 + length);
        at += 1 + length;
        fields.put(name, object());
      }
      at++;
      return new Value.Obj(fields);
    }
  }
}

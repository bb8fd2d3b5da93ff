package dev.drift.source.flux.release;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A line as `helm --set` takes it, parsed into values.
///
/// A port of the parser in <https://github.com/helm/helm/blob/main/pkg/strvals/parser.go>, with its
/// habits: it changes maps and lists in place, so what shares them changes too.
final class SetLine {
  private static final int MOST_ITEMS = 65_536;
  private static final int DEEPEST = 30;
  private static final int END = -1;

  private final int[] runes;
  private final boolean texts;
  private int at;

  private SetLine(String line, boolean texts) {
    this.runes = line.codePoints().toArray();
    this.texts = texts;
  }

  /// @param texts whether each value is a text, whatever it looks like
  /// @throws InvalidValues if the line is not valid
  static void into(String line, boolean texts, Map<String, Object> values) throws InvalidValues {
    SetLine parser = new SetLine(line, texts);
    while (!parser.key(values, 0)) {
      // The next key.
    }
  }

  /// What stands before one of some characters.
  ///
  /// @param last that character, or [#END]
  private record Run(String text, int last) {}

  private Run until(String stops) {
    StringBuilder text = new StringBuilder();
    while (at < runes.length) {
      int rune = runes[at++];
      if (stops.indexOf(rune) >= 0) {
        return new Run(text.toString(), rune);
      }
      if (rune != '\\') {
        text.appendCodePoint(rune);
      } else if (at < runes.length) {
        text.appendCodePoint(runes[at++]);
      }
    }
    return new Run(text.toString(), END);
  }

  /// @return whether the line has ended
  private boolean key(Map<String, Object> data, int level) throws InvalidValues {
    Run key = until("=[,.");
    String name = key.text();
    return switch (key.last()) {
      case '[' -> indexed(data, name, level);
      case '=' -> {
        Optional<List<Object>> list = at < runes.length ? list() : Optional.empty();
        if (at >= runes.length && list.isEmpty()) {
          set(data, name, Value.of(""));
          yield true;
        }
        set(data, name, list.<Object>map(it -> it).orElseGet(this::scalar));
        yield false;
      }
      case '.' -> nested(data, name, level + 1);
      case ',' -> throw new InvalidValues("a key has no value");
      default -> {
        if (!name.isEmpty()) {
          throw new InvalidValues("a key has no value");
        }
        yield true;
      }
    };
  }

  private boolean indexed(Map<String, Object> data, String name, int level) throws InvalidValues {
    Optional<Integer> index = index();
    if (index.isEmpty()) {
      return true;
    }
    Object before = data.containsKey(name) ? data.get(name) : new ArrayList<>();
    Item item = item(listOf(before), index.get(), level);
    set(data, name, item.list());
    return item.ended();
  }

  @SuppressWarnings("unchecked")
  private boolean nested(Map<String, Object> data, String name, int level) throws InvalidValues {
    if (level > DEEPEST) {
      throw new InvalidValues("a key is nested too deeply");
    }
    Object before = data.containsKey(name) ? data.get(name) : new LinkedHashMap<String, Object>();
    if (!(before instanceof Map<?, ?>)) {
      throw new InvalidValues("a key leads into what is not a map");
    }
    Map<String, Object> inner = (Map<String, Object>) before;
    boolean ended = key(inner, level);
    if (!ended && inner.isEmpty()) {
      throw new InvalidValues("a key has no value");
    }
    if (!inner.isEmpty()) {
      set(data, name, inner);
    }
    return ended;
  }

  private static void set(Map<String, Object> data, String name, Object value) {
    if (!name.isEmpty()) {
      data.put(name, value);
    }
  }

  /// @return empty if the line ends within it
  private Optional<Integer> index() throws InvalidValues {
    Run run = until("]");
    if (run.last() == END) {
      return Optional.empty();
    }
    try {
      int index = Integer.parseInt(run.text());
      if (index < 0 || index > MOST_ITEMS) {
        throw new InvalidValues("the position in a list is not one from 0 to " + MOST_ITEMS);
      }
      return Optional.of(index);
    } catch (NumberFormatException e) {
      throw new InvalidValues("the position in a list is not a number");
    }
  }

  /// A list with an item set.
  private record Item(List<Object> list, boolean ended) {}

  @SuppressWarnings("unchecked")
  private Item item(List<Object> list, int index, int level) throws InvalidValues {
    Run run = until("[.=");
    if (!run.text().isEmpty()) {
      throw new InvalidValues("a position in a list is followed by something else than a key");
    }
    return switch (run.last()) {
      case '=' -> {
        Optional<List<Object>> items = at < runes.length ? list() : Optional.empty();
        if (items.isPresent()) {
          yield new Item(with(list, index, items.get()), false);
        }
        yield new Item(with(list, index, at < runes.length ? scalar() : Value.of("")), false);
      }
      case '[' -> {
        Optional<Integer> next = index();
        if (next.isEmpty()) {
          yield new Item(list, true);
        }
        boolean exists = list.size() > index && !(list.get(index) instanceof Value.Null);
        Item inner = item(exists ? listOf(list.get(index)) : new ArrayList<>(), next.get(), level);
        yield inner.ended()
            ? new Item(list, true)
            : new Item(with(list, index, inner.list()), false);
      }
      case '.' -> {
        Map<String, Object> inner = new LinkedHashMap<>();
        if (list.size() > index) {
          if (list.get(index) instanceof Map<?, ?> map) {
            inner = (Map<String, Object>) map;
          } else {
            list.set(index, inner);
          }
        }
        yield key(inner, level) ? new Item(list, true) : new Item(with(list, index, inner), false);
      }
      default -> {
        yield new Item(list, true);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static List<Object> listOf(Object value) throws InvalidValues {
    if (value instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw new InvalidValues("a position leads into what is not a list");
  }

  /// In place if the list is long enough, as Go changes a slice.
  private static List<Object> with(List<Object> list, int index, Object value) {
    List<Object> longer = list;
    if (list.size() <= index) {
      longer = new ArrayList<>(list);
      while (longer.size() <= index) {
        longer.add(Value.Null.NULL);
      }
    }
    longer.set(index, value);
    return longer;
  }

  /// A list in braces, if one starts here.
  private Optional<List<Object>> list() throws InvalidValues {
    if (runes[at] != '{') {
      return Optional.empty();
    }
    at++;
    List<Object> items = new ArrayList<>();
    while (true) {
      Run run = until(",}");
      if (run.last() == END) {
        throw new InvalidValues("a list does not end with }");
      }
      items.add(typed(run.text()));
      if (run.last() == '}') {
        if (at < runes.length && runes[at] == ',') {
          at++;
        }
        return Optional.of(items);
      }
    }
  }

  private Value scalar() {
    return typed(until(",").text());
  }

  private Value typed(String text) {
    if (texts) {
      return Value.of(text);
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Value.of(text.equalsIgnoreCase("true"));
    }
    if (text.equalsIgnoreCase("null")) {
      return Value.Null.NULL;
    }
    if (text.equals("0") || (text.matches("[+-]?[0-9]{1,20}") && !text.startsWith("0"))) {
      try {
        return Value.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return Value.of(text);
      }
    }
    return Value.of(text);
  }
}

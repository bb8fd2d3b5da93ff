package dev.drift.text;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads formats that have one setting in a line.
///
/// Programs do not agree on doubled names and indented lines, so a text with one of these is plain
/// text.
final class LineText {
  private static final Pattern ENV = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)");
  private static final Pattern SECTION = Pattern.compile("\\[([^\\[\\]]+)]\\s*");
  private static final Pattern REDIS = Pattern.compile("([A-Za-z][A-Za-z0-9-]*+)\\s++(.*+)");

  private LineText() {}

  static Optional<Settings> env(String text) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = ENV.matcher(line);
      if (!matcher.matches()
          || values.putIfAbsent(matcher.group(1), Value.of(matcher.group(2))) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Settings(SettingsFormat.ENV, new Value.Obj(values)));
  }

  static Optional<Settings> ini(String text) {
    Map<String, Value> root = new LinkedHashMap<>();
    Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
    Map<String, Value> current = root;
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      Matcher section = SECTION.matcher(line);
      Optional<Entry> entry = Entry.of(line);
      if (section.matches()) {
        current = new LinkedHashMap<>();
        if (sections.putIfAbsent(section.group(1), current) != null) {
          return Optional.empty();
        }
      } else if (entry.isEmpty()
          || current.putIfAbsent(entry.get().name(), Value.of(entry.get().value())) != null) {
        return Optional.empty();
      }
    }
    for (Map.Entry<String, Map<String, Value>> section : sections.entrySet()) {
      if (root.putIfAbsent(section.getKey(), new Value.Obj(section.getValue())) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Settings(SettingsFormat.INI, new Value.Obj(root)));
  }

  /// A directive that stands more than once is a list.
  static Optional<Settings> redis(String text) {
    Map<String, List<Value>> found = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      Matcher matcher = REDIS.matcher(stripped);
      if (!matcher.matches() || matcher.group(1).equalsIgnoreCase("include")) {
        return Optional.empty(); // what stands behind an included file overrides it
      }
      found
          .computeIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(Value.of(matcher.group(2)));
    }
    Map<String, Value> values = new LinkedHashMap<>();
    found.forEach(
        (name, all) -> values.put(name, all.size() == 1 ? all.getFirst() : new Value.Arr(all)));
    return Optional.of(new Settings(SettingsFormat.REDIS, new Value.Obj(values)));
  }

  /// A line of an INI file. By hand: a pattern that lets blanks stand before and behind takes time
  /// that grows with the cube of their number.
  private record Entry(String name, String value) {
    private static final String BLANKS = " \t\u000B\f";
    private static final String BREAKS = "\u0085\u2028\u2029";

    static Optional<Entry> of(String line) {
      int end = 0;
      while (end < line.length() && line.charAt(end) != '=' && line.charAt(end) != ':') {
        end++;
      }
      if (end == 0
          || end == line.length()
          || line.charAt(0) == '['
          || isBlank(line, 0)
          || line.chars().anyMatch(c -> BREAKS.indexOf(c) >= 0)) {
        return Optional.empty();
      }
      return Optional.of(new Entry(trimmed(line, 0, end), trimmed(line, end + 1, line.length())));
    }

    private static String trimmed(String line, int from, int to) {
      int start = from;
      int end = to;
      while (start < end && isBlank(line, start)) {
        start++;
      }
      while (end > start && isBlank(line, end - 1)) {
        end--;
      }
      return line.substring(start, end);
    }

    private static boolean isBlank(String line, int at) {
      return BLANKS.indexOf(line.charAt(at)) >= 0;
    }
  }
}

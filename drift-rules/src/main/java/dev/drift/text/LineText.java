package dev.drift.text;

import dev.drift.model.TextFormat;
import dev.drift.model.Value;
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
  private static final Pattern INI = Pattern.compile("([^\\s=:\\[][^=:]*?)\\s*[=:]\\s*(.*?)\\s*");
  private static final Pattern REDIS = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s+(.*)");

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
    return Optional.of(new Settings(TextFormat.ENV, new Value.Obj(values)));
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
      Matcher entry = INI.matcher(line);
      if (section.matches()) {
        current = new LinkedHashMap<>();
        if (sections.putIfAbsent(section.group(1), current) != null) {
          return Optional.empty();
        }
      } else if (!entry.matches()
          || current.putIfAbsent(entry.group(1), Value.of(entry.group(2))) != null) {
        return Optional.empty();
      }
    }
    for (Map.Entry<String, Map<String, Value>> section : sections.entrySet()) {
      if (root.putIfAbsent(section.getKey(), new Value.Obj(section.getValue())) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new Settings(TextFormat.INI, new Value.Obj(root)));
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
    return Optional.of(new Settings(TextFormat.REDIS, new Value.Obj(values)));
  }
}

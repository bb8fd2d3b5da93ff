package dev.drift.edit;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.text.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Edits texts that have one setting in a line. What [SettingsEdit] does not find proven is
// refused.
final class LineSettings {
  private final SettingsFormat format;
  private final String name;
  private final String text;
  private final Lines lines;
  private final List<Line> found = new ArrayList<>();

  /// A setting as it is written.
  ///
  /// @param section of an INI file; empty above the first
  /// @param start of its line
  /// @param keyEnd behind its name
  /// @param value where its value starts
  /// @param end of its last line
  private record Line(String section, String key, int start, int keyEnd, int value, int end) {}

  LineSettings(SettingsFormat format, String name, String text) {
    this.format = format;
    this.name = name;
    this.text = text;
    this.lines = new Lines(text);
    read();
  }

  Optional<String> edit(Path path, Optional<Value> value) {
    List<Path.Element> steps = path.elements();
    boolean inSection = format == SettingsFormat.INI && steps.size() == 2;
    boolean fields = steps.stream().allMatch(Path.Field.class::isInstance);
    if (!fields || (steps.size() != 1 && !inSection)) {
      return Optional.empty();
    }
    String section = inSection ? ((Path.Field) steps.getFirst()).name() : "";
    String key = ((Path.Field) steps.getLast()).name();
    List<Line> there =
        found.stream()
            .filter(line -> line.section().equals(section) && line.key().equals(key))
            .toList();
    if (value.isEmpty()) {
      return removed(there);
    }
    Optional<String> written = written(key, value.get());
    return written.flatMap(
        now -> there.isEmpty() ? added(section, key, now) : changed(there.getLast(), now));
  }

  /// A flag is written with its name, any other setting behind it.
  private Optional<String> written(String key, Value value) {
    if (format == SettingsFormat.JVM_FLAGS) {
      return flag(key, value);
    }
    return value instanceof Value.Str(String set)
        ? switch (format) {
          case PROPERTIES -> Optional.of(escaped(set, false));
          default -> set.indexOf('\n') < 0 ? Optional.of(set) : Optional.empty();
        }
        : Optional.empty();
  }

  private static Optional<String> flag(String key, Value value) {
    return switch (value) {
      case Value.Bool(boolean on) when key.startsWith("-XX:") ->
          Optional.of("-XX:" + (on ? "+" : "-") + key.substring("-XX:".length()));
      case Value.Bool(boolean on) when on -> Optional.of(key);
      case Value.Str(String set) when set.indexOf('\n') < 0 ->
          Optional.of(key.matches("-X(mx|ms|mn|ss)") ? key + set : key + "=" + set);
      case Value.Bool _,
          Value.Str _,
          Value.Null _,
          Value.Num _,
          Value.Masked _,
          Value.Arr _,
          Value.Obj _ ->
          Optional.empty();
    };
  }

  private Optional<String> changed(Line line, String now) {
    return Optional.of(text.substring(0, line.value()) + now + text.substring(line.end()));
  }

  private Optional<String> removed(List<Line> there) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Line line : there) {
      out.append(text, at, line.start());
      at = lines.next(line.end());
    }
    String left = out.append(text, at, text.length()).toString();
    boolean cut = at == text.length() && !text.isEmpty() && !text.endsWith("\n");
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of(cut ? left.replaceFirst("\r?\n$", "") : left);
  }

  /// Behind the last setting of its section.
  private Optional<String> added(String section, String key, String now) {
    Optional<Line> last =
        found.stream().filter(line -> line.section().equals(section)).reduce((_, line) -> line);
    String line = format == SettingsFormat.JVM_FLAGS ? now : name(key) + between(last) + now;
    if (last.isPresent()) {
      Line before = last.get();
      String indent = lines.indent(before.start());
      int end = before.end();
      return Optional.of(
          text.substring(0, end) + lines.lineBreak(end) + indent + line + text.substring(end));
    }
    if (!section.isEmpty()) {
      return Optional.empty();
    }
    if (!found.isEmpty()) {
      return Optional.of(line + "\n" + text);
    }
    return Optional.of(text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n");
  }

  /// As the settings beside it are written.
  private String between(Optional<Line> beside) {
    return beside
        .map(line -> text.substring(line.keyEnd(), line.value()))
        .filter(between -> !between.isEmpty() && between.indexOf('\\') < 0)
        .orElse(format == SettingsFormat.REDIS ? " " : "=");
  }

  private String name(String key) {
    return format == SettingsFormat.PROPERTIES ? escaped(key, true) : key;
  }

  private static String escaped(String text, boolean key) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case ' ' -> out.append(key || i == 0 ? "\\ " : " ");
        case '=', ':', '#', '!' -> out.append(key ? "\\" : "").append(c);
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private void read() {
    String section = "";
    int at = 0;
    while (at < text.length()) {
      int end = logicalEnd(at);
      int first = lines.skipBlanks(at);
      String line = text.substring(first, end);
      if (format == SettingsFormat.INI && line.startsWith("[")) {
        section = line.strip().replaceFirst("^\\[", "").replaceFirst("]$", "");
      } else if (!line.isBlank() && !isComment(line)) {
        setting(section, first, end);
      }
      at = lines.next(end);
    }
  }

  private boolean isComment(String line) {
    return line.startsWith("#")
        || (format == SettingsFormat.PROPERTIES && line.startsWith("!"))
        || (format == SettingsFormat.INI && line.startsWith(";"));
  }

  /// A line of a properties file goes on behind a backslash.
  private int logicalEnd(int start) {
    int end = lines.end(start);
    boolean comment = isComment(text.substring(lines.skipBlanks(start), end));
    while (format == SettingsFormat.PROPERTIES && !comment && end < text.length()) {
      int slashes = 0;
      while (end - slashes > start && text.charAt(end - slashes - 1) == '\\') {
        slashes++;
      }
      if (slashes % 2 == 0) {
        break;
      }
      end = lines.end(lines.next(end));
    }
    return end;
  }

  private void setting(String section, int first, int end) {
    String line = text.substring(first, end);
    int keyEnd = first + keyLength(line);
    int value = keyEnd;
    if (format != SettingsFormat.ENV) {
      value = lines.skipBlanks(value);
    }
    if (format != SettingsFormat.REDIS && value < end && "=:".indexOf(text.charAt(value)) >= 0) {
      value++;
    }
    if (format != SettingsFormat.ENV) {
      value = lines.skipBlanks(value);
    }
    if (format == SettingsFormat.JVM_FLAGS) {
      value = first;
    }
    String key = key(line, text.substring(first, keyEnd));
    found.add(new Line(section, key, lines.start(first), keyEnd, Math.min(value, end), end));
  }

  private int keyLength(String line) {
    String ends =
        switch (format) {
          case PROPERTIES -> "=: \t\f";
          case REDIS -> " \t";
          case INI -> "=:";
          default -> "=";
        };
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\\' && format == SettingsFormat.PROPERTIES) {
        i++;
      } else if (ends.indexOf(line.charAt(i)) >= 0) {
        int length = i;
        while (length > 0 && format == SettingsFormat.INI && line.charAt(length - 1) <= ' ') {
          length--;
        }
        return length;
      }
    }
    return line.length();
  }

  /// What the reader makes of the line: it undoes escapes and knows the forms of flags.
  private String key(String line, String written) {
    return switch (format) {
      case PROPERTIES, JVM_FLAGS, REDIS ->
          Settings.read(format == SettingsFormat.PROPERTIES ? "x.properties" : name, line)
              .map(Settings::root)
              .filter(root -> root instanceof Value.Obj object && object.size() == 1)
              .map(root -> ((Value.Obj) root).name(0))
              .orElse(written);
      default -> written;
    };
  }
}

package dev.drift.edit;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Edits TOML where a setting has one line, `name = value`, below the header of its table. What
/// [SettingsEdit] does not find proven is refused.
final class TomlSettings {
  private static final Pattern HEADER =
      Pattern.compile("\\s*\\[\\s*(?<names>[A-Za-z0-9_.\\- ]+?)\\s*]\\s*(#.*)?");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?<key>\\s*(?<name>[A-Za-z0-9_-]+|\"[^\"\\\\]*\")\\s*=\\s*)"
              + "(?<value>\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^#\\[{\"'\\s][^#]*?)(?<rest>\\s*(#.*)?)");

  private final String text;
  private final Lines lines;

  TomlSettings(String text) {
    this.text = text;
    this.lines = new Lines(text);
  }

  Optional<String> edit(Path path, Optional<Value> value) {
    List<String> names = new ArrayList<>();
    for (Path.Element element : path.elements()) {
      if (!(element instanceof Path.Field(String name))) {
        return Optional.empty();
      }
      names.add(name);
    }
    String name = names.removeLast();
    Optional<String> now = value.map(TomlSettings::written).orElse(Optional.of(""));
    if (now.isEmpty()) {
      return Optional.empty();
    }
    List<String> table = List.of();
    int behind = names.isEmpty() ? 0 : -1;
    for (int at = 0; at < text.length(); at = lines.next(lines.end(at))) {
      int end = lines.end(at);
      String line = text.substring(at, end);
      Matcher header = HEADER.matcher(line);
      Matcher setting = SETTING.matcher(line);
      if (header.matches()) {
        table = List.of(header.group("names").split("\\s*\\.\\s*"));
        behind = table.equals(names) ? lines.next(end) : behind;
      } else if (table.equals(names) && setting.matches()) {
        behind = lines.next(end);
        if (unquoted(setting.group("name")).equals(name)) {
          return Optional.of(
              value.isEmpty()
                  ? text.substring(0, at) + text.substring(lines.next(end))
                  : text.substring(0, at)
                      + setting.group("key")
                      + now.get()
                      + setting.group("rest")
                      + text.substring(end));
        }
      }
    }
    if (value.isEmpty() || behind < 0) {
      return Optional.empty();
    }
    String key = name.matches("[A-Za-z0-9_-]+") ? name : Scalars.doubled(name);
    String before = text.substring(0, behind);
    String lineBreak = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    return Optional.of(
        before + lineBreak + key + " = " + now.get() + "\n" + text.substring(behind));
  }

  private static String unquoted(String name) {
    return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
  }

  /// Fractions and dates are read as texts, so that no text can be told from one: refused by the
  /// proof.
  private static Optional<String> written(Value value) {
    return switch (value) {
      case Value.Str(String set) -> Optional.of(Scalars.doubled(set));
      case Value.Bool(boolean bool) -> Optional.of(Boolean.toString(bool));
      case Value.Num(var number) when number.stripTrailingZeros().scale() <= 0 ->
          Optional.of(number.toBigInteger().toString());
      case Value.Num _, Value.Null _, Value.Masked _, Value.Arr _, Value.Obj _ -> Optional.empty();
    };
  }
}

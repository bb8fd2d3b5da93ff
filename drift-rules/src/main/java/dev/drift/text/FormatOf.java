package dev.drift.text;

import dev.drift.model.TextFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The format of a text: by the name of its file, and by what it holds where the name says nothing.
final class FormatOf {
  private static final Map<String, TextFormat> BY_NAME =
      Map.of(
          "jvm.config", TextFormat.JVM_FLAGS,
          "jvm.options", TextFormat.JVM_FLAGS,
          "redis.conf", TextFormat.REDIS,
          "sentinel.conf", TextFormat.REDIS);

  private static final Map<String, TextFormat> BY_ENDING =
      Map.of(
          "properties", TextFormat.PROPERTIES,
          "yaml", TextFormat.YAML,
          "yml", TextFormat.YAML,
          "json", TextFormat.JSON,
          "xml", TextFormat.HADOOP_XML,
          "ini", TextFormat.INI,
          "cfg", TextFormat.INI,
          "env", TextFormat.ENV,
          "toml", TextFormat.TOML);

  /// Endings that say nothing about the format.
  private static final Set<String> UNTOLD = Set.of("", "config", "conf", "cnf", "txt");

  private static final Pattern ENV_LINE = Pattern.compile("[A-Z_][A-Z0-9_]*=.*");
  private static final Pattern PROPERTIES_LINE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\-/]*\\s*=.*");
  private static final Pattern SECTION = Pattern.compile("\\[[^\\[\\]]+]");

  private FormatOf() {}

  static Optional<TextFormat> text(String name, String text) {
    String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    TextFormat named = BY_NAME.get(file);
    if (named != null) {
      return Optional.of(named);
    }
    int dot = file.lastIndexOf('.');
    String ending = dot < 0 ? "" : file.substring(dot + 1);
    TextFormat ended = BY_ENDING.get(ending);
    if (ended != null) {
      return Optional.of(ended);
    }
    // `kafka.host` names no file; a script or a certificate has an ending that does.
    return UNTOLD.contains(ending) || text.startsWith("{") ? byContent(text) : Optional.empty();
  }

  private static Optional<TextFormat> byContent(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("{")) {
      return Optional.of(TextFormat.JSON);
    }
    if (stripped.startsWith("<")) {
      return Optional.of(TextFormat.HADOOP_XML);
    }
    if (stripped.indexOf('\n') < 0) {
      return Optional.empty();
    }
    List<String> lines = TextLines.logical(text);
    if (lines.stream().allMatch(line -> ENV_LINE.matcher(line).matches())) {
      return Optional.of(TextFormat.ENV);
    }
    if (lines.stream().allMatch(line -> PROPERTIES_LINE.matcher(line).matches())) {
      return Optional.of(TextFormat.PROPERTIES);
    }
    return Optional.of(
        lines.stream().anyMatch(line -> SECTION.matcher(line).matches())
            ? TextFormat.INI
            : TextFormat.YAML);
  }
}

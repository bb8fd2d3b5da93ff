package dev.drift.text;

import dev.drift.model.SettingsFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The format of a text: by the name of its file, and by what it holds where the name says nothing.
final class FormatOf {
  private static final Map<String, SettingsFormat> BY_NAME =
      Map.of(
          "jvm.config", SettingsFormat.JVM_FLAGS,
          "jvm.options", SettingsFormat.JVM_FLAGS,
          "redis.conf", SettingsFormat.REDIS,
          "sentinel.conf", SettingsFormat.REDIS);

  private static final Map<String, SettingsFormat> BY_ENDING =
      Map.of(
          "properties", SettingsFormat.PROPERTIES,
          "yaml", SettingsFormat.YAML,
          "yml", SettingsFormat.YAML,
          "json", SettingsFormat.JSON,
          "xml", SettingsFormat.HADOOP_XML,
          "ini", SettingsFormat.INI,
          "cfg", SettingsFormat.INI,
          "env", SettingsFormat.ENV,
          "toml", SettingsFormat.TOML);

  /// Endings that say nothing about the format.
  private static final Set<String> UNTOLD = Set.of("", "config", "conf", "cnf", "txt");

  private static final Pattern ENV_LINE = Pattern.compile("[A-Z_][A-Z0-9_]*=.*");
  private static final Pattern PROPERTIES_LINE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\-/]*\\s*=.*");
  private static final Pattern SECTION = Pattern.compile("\\[[^\\[\\]]+]");

  private FormatOf() {}

  static Optional<SettingsFormat> text(String name, String text) {
    String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    SettingsFormat named = BY_NAME.get(file);
    if (named != null) {
      return Optional.of(named);
    }
    int dot = file.lastIndexOf('.');
    String ending = dot < 0 ? "" : file.substring(dot + 1);
    SettingsFormat ended = BY_ENDING.get(ending);
    if (ended != null) {
      return Optional.of(ended);
    }
    // `kafka.host` names no file; a script or a certificate has an ending that does.
    return UNTOLD.contains(ending) || text.startsWith("{") ? byContent(text) : Optional.empty();
  }

  private static Optional<SettingsFormat> byContent(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("{")) {
      return Optional.of(SettingsFormat.JSON);
    }
    if (stripped.startsWith("<")) {
      return Optional.of(SettingsFormat.HADOOP_XML);
    }
    if (stripped.indexOf('\n') < 0) {
      return Optional.empty();
    }
    List<String> lines = TextLines.logical(text);
    if (lines.stream().allMatch(line -> ENV_LINE.matcher(line).matches())) {
      return Optional.of(SettingsFormat.ENV);
    }
    if (lines.stream().allMatch(line -> PROPERTIES_LINE.matcher(line).matches())) {
      return Optional.of(SettingsFormat.PROPERTIES);
    }
    return Optional.of(
        lines.stream().anyMatch(line -> SECTION.matcher(line).matches())
            ? SettingsFormat.INI
            : SettingsFormat.YAML);
  }
}

package dev.drift.text;

import static java.util.Objects.requireNonNull;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a text says.
///
/// @param root an object, or a list where the text is one
/// @param unquoted where a number or truth value is spelled so oddly that it is kept as the text it
///     is written with, such as `0644` or `yes`
public record Settings(SettingsFormat format, Value root, Set<Path> unquoted) {
  /// Longer texts are not read; a ConfigMap holds no longer one.
  static final int LONGEST = 1024 * 1024;

  public Settings {
    requireNonNull(format, "format is null");
    requireNonNull(root, "root is null");
    unquoted = Set.copyOf(unquoted);
  }

  Settings(SettingsFormat format, Value root) {
    this(format, root, Set.of());
  }

  /// What a text says, where it is made of settings. Never fails: everything else is plain text.
  ///
  /// @param name of the file that it is, such as a key of a ConfigMap
  public static Optional<Settings> read(String name, String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return FormatOf.text(name, text)
        .flatMap(
            format ->
                switch (format) {
                  case PROPERTIES -> PropertiesText.read(text);
                  case YAML, JSON -> TreeText.read(format, text);
                  case TOML -> TomlText.read(text);
                  case HADOOP_XML -> HadoopText.read(text);
                  case INI -> LineText.ini(text);
                  case ENV -> LineText.env(text);
                  case JVM_FLAGS -> FlagText.read(text);
                  case REDIS -> LineText.redis(text);
                });
  }

  /// Whether the two can be held against each other, key by key: not where one has a number and the
  /// other a text with the same spelling.
  public boolean comparesWith(Settings other) {
    Set<Path> odd = new HashSet<>(unquoted);
    odd.addAll(other.unquoted);
    return format == other.format
        && root.getClass() == other.root.getClass()
        && odd.stream()
            .filter(path -> !(unquoted.contains(path) && other.unquoted.contains(path)))
            .noneMatch(path -> Steps.at(path, root).equals(Steps.at(path, other.root)));
  }
}

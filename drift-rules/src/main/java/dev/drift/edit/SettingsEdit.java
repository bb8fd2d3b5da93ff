package dev.drift.edit;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.text.Settings;
import java.util.List;
import java.util.Optional;

/// Edits one setting of a text, such as a properties file in a ConfigMap. What comes out is read
/// again: all other settings are as they were.
public final class SettingsEdit {
  private SettingsEdit() {}

  /// The text in which the setting has this value; nothing if the text is not made of settings, or
  /// not written in a way that is edited.
  ///
  /// @param name of the file that the text is, such as a key of a ConfigMap
  /// @param path of the setting within the text
  /// @param value that it gets; empty to remove it
  public static Optional<String> of(String name, String text, Path path, Optional<Value> value) {
    Optional<Settings> before = Settings.read(name, text);
    if (before.isEmpty() || path.isRoot()) {
      return Optional.empty();
    }
    Edit edit = value.<Edit>map(set -> new Edit.Set(path, set)).orElse(new Edit.Remove(path));
    try {
      Value root = before.get().root();
      Value intended = Targets.of(root, List.of(edit)).of(Optional.of(root)).orElseThrow();
      return edited(before.get().format(), name, text, path, value)
          .filter(after -> says(name, after, before.get(), intended));
    } catch (CannotEdit _) {
      return Optional.empty();
    }
  }

  private static boolean says(String name, String text, Settings before, Value intended) {
    return Settings.read(name, text)
        .filter(after -> after.format() == before.format())
        .filter(after -> after.root().equals(intended))
        .filter(after -> before.unquoted().containsAll(after.unquoted()))
        .isPresent();
  }

  private static Optional<String> edited(
      SettingsFormat format, String name, String text, Path path, Optional<Value> value) {
    return switch (format) {
      case YAML, JSON -> TreeSettings.edit(format, text, path, value);
      case PROPERTIES, ENV, INI, JVM_FLAGS, REDIS ->
          new LineSettings(format, name, text).edit(path, value);
      case TOML -> new TomlSettings(text).edit(path, value);
      case HADOOP_XML -> new HadoopSettings(text).edit(path, value);
    };
  }
}

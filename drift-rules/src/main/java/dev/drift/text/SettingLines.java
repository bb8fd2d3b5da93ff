package dev.drift.text;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// Finds the line of a text in which a setting stands.
public final class SettingLines {
  private SettingLines() {}

  /// The line, counted from 0; nothing where it is not known for certain.
  ///
  /// @param path of the setting within the text
  public static Optional<Integer> of(SettingsFormat format, String name, String text, Path path) {
    if (path.isRoot() || text.length() > Settings.LONGEST) {
      return Optional.empty();
    }
    return switch (format) {
      case YAML, JSON -> TreeText.line(format, text, path);
      case PROPERTIES, ENV, JVM_FLAGS, REDIS ->
          path.elements().getFirst() instanceof Path.Field(String key)
              ? last(name, text, key)
              : Optional.empty();
      case HADOOP_XML, INI, TOML -> Optional.empty();
    };
  }

  /// The last line that has the setting: it counts.
  private static Optional<Integer> last(String name, String text, String key) {
    List<String> lines = text.lines().toList();
    Optional<Integer> found = Optional.empty();
    boolean continues = false;
    for (int i = 0; i < lines.size(); i++) {
      if (!continues && says(name, lines.get(i), key)) {
        found = Optional.of(i);
      }
      continues = lines.get(i).endsWith("\\");
    }
    return found;
  }

  private static boolean says(String name, String line, String key) {
    return Settings.read(name, line)
        .map(Settings::root)
        .filter(root -> root instanceof Value.Obj object && object.get(key).isPresent())
        .isPresent();
  }
}

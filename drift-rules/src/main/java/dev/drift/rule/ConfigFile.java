package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.ReadText;
import dev.drift.model.SettingsFormat;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import dev.drift.text.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The configuration file in a ConfigMap that a difference is about, as far as people may see it.
///
/// @param name the key of the ConfigMap
/// @param sides what Git's text and the cluster's say, where they are made of settings
/// @param setting which one differs, such as `rootGroups[0].maxQueued`; empty if the difference
///     is of the whole file
public record ConfigFile(
    String name, Optional<SettingsFormat> format, List<Value> sides, Optional<String> setting) {
  public ConfigFile {
    requireNonNull(name, "name is null");
    requireNonNull(format, "format is null");
    sides = List.copyOf(sides);
    requireNonNull(setting, "setting is null");
  }

  /// The file that a difference is in; empty if it is not in a file.
  static Optional<ConfigFile> of(Difference difference, Shown desired, Shown live) {
    List<Path.Element> field = difference.ofField().path().elements();
    if (!difference.resource().id().groupKind().equals(Kinds.CONFIG_MAP)
        || field.size() != 2
        || !field.getFirst().equals(new Path.Field("data"))
        || !(field.getLast() instanceof Path.Field(String name))) {
      return Optional.empty();
    }
    List<Path.Element> inner =
        difference.path().elements().subList(field.size(), difference.path().elements().size());
    if (inner.isEmpty()) {
      List<Settings> read =
          Stream.of(desired, live).flatMap(shown -> read(name, shown).stream()).toList();
      return Optional.of(
          new ConfigFile(
              name,
              read.stream().map(Settings::format).findFirst(),
              read.stream().map(Settings::root).toList(),
              Optional.empty()));
    }
    ReadText text = difference.text().orElseThrow();
    return Optional.of(
        new ConfigFile(
            name,
            Optional.of(text.format()),
            List.of(text.desired(), text.live()),
            Optional.of(joined(inner))));
  }

  private static Optional<Settings> read(String name, Shown shown) {
    return shown instanceof Shown.Plain plain && plain.value() instanceof Value.Str(String text)
        ? Settings.read(name, text)
        : Optional.empty();
  }

  /// With dots between the levels, as people write settings.
  private static String joined(List<Path.Element> elements) {
    StringBuilder joined = new StringBuilder();
    for (Path.Element element : elements) {
      if (element instanceof Path.Field(String name)) {
        joined.append(joined.isEmpty() ? "" : ".").append(name);
      } else {
        joined.append(new Path(List.of(element)));
      }
    }
    return joined.toString();
  }

  /// The name without folders.
  public String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// Whether one side has one of these settings.
  public boolean has(String... settings) {
    return any(side -> Stream.of(settings).anyMatch(one -> side.get(one).isPresent()));
  }

  /// Whether one side has a setting that begins so.
  public boolean hasPrefix(String... beginnings) {
    return any(
        side ->
            side.fields().keySet().stream()
                .anyMatch(name -> Stream.of(beginnings).anyMatch(name::startsWith)));
  }

  /// Whether one side is an object like this, or a list of only such objects.
  public boolean any(Predicate<Value.Obj> like) {
    return sides.stream()
        .anyMatch(
            side ->
                switch (side) {
                  case Value.Obj object -> like.test(object);
                  case Value.Arr(List<Value> items) ->
                      !items.isEmpty()
                          && items.stream()
                              .allMatch(item -> item instanceof Value.Obj one && like.test(one));
                  case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ ->
                      false;
                });
  }

  /// What differs: "query.max-memory is 8GB, but Git declares 4GB", "config.properties is in the
  /// cluster but not in Git", …
  public String message(JudgedDifference judged) {
    return setting
        .map(name -> "%s %s".formatted(name, judged.comparison()))
        .orElseGet(() -> "%s %s".formatted(name, wholly(judged)));
  }

  /// The same for a file that is only in Git or only in the cluster, whatever its content.
  public static String wholly(JudgedDifference judged) {
    return judged.change() == Change.ADDED
        ? "is in the cluster but not in Git"
        : judged.change() == Change.REMOVED
            ? "is declared in Git but missing from the cluster"
            : judged.comparison();
  }
}

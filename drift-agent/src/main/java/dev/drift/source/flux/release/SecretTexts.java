package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds values of Secrets that a chart put into other objects, where no name tells that they are
/// secret.
final class SecretTexts {
  /// What is shorter is only found if it is a whole value.
  private static final int LEAST = 6;

  /// Ports and counts, and what says yes or no.
  private static final Pattern HARMLESS = Pattern.compile("|true|false|yes|no|\\d{1,5}");

  private static final List<Path> SHOWN =
      List.of(
          Path.of("apiVersion"),
          Path.of("kind"),
          Path.of("metadata", "name"),
          Path.of("metadata", "namespace"));

  private final Set<String> texts;

  SecretTexts(Set<String> secrets) {
    this.texts =
        secrets.stream()
            .map(String::strip)
            .filter(it -> !HARMLESS.matcher(it).matches())
            .flatMap(it -> Stream.of(it, Base64.getEncoder().encodeToString(it.getBytes(UTF_8))))
            .collect(Collectors.toSet());
  }

  /// The paths of values that hold one; of a mapping as a whole if one is in the name of a field.
  Set<Path> in(Value.Obj content) {
    Set<Path> found = new LinkedHashSet<>();
    collect(content, Path.ROOT, found);
    return found;
  }

  /// Whether the value is in every report: it says what the object is, and where.
  static boolean isShown(Path path) {
    return path.isRoot()
        || SHOWN.stream().anyMatch(shown -> shown.equals(path) || shown.startsWith(path));
  }

  private void collect(Value value, Path at, Set<Path> found) {
    switch (value) {
      case Value.Str(String text) -> {
        if (isIn(text)) {
          found.add(at);
        }
      }
      case Value.Num number -> {
        if (texts.contains(number.value().toPlainString())) {
          found.add(at);
        }
      }
      case Value.Obj(Map<String, Value> fields) -> {
        if (fields.keySet().stream().anyMatch(this::isPart)) {
          found.add(at);
        } else {
          fields.forEach((name, inner) -> collect(inner, at.field(name), found));
        }
      }
      case Value.Arr(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), at.plus(new Path.Index(i)), found);
        }
      }
      case Value.Null _, Value.Bool _, Value.Masked _ -> {}
    }
  }

  private boolean isIn(String text) {
    return texts.contains(text) || isPart(text);
  }

  private boolean isPart(String text) {
    return texts.stream().anyMatch(it -> it.length() >= LEAST && text.contains(it));
  }
}

package dev.drift.policy;

import dev.drift.model.SourceFile;
import dev.drift.model.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text that is made of keys and values: YAML, JSON, or lines as in properties, INI and env files.
final class StructuredText {
  private static final DocumentReader READER =
      new DocumentReader(new YamlLimits(50, 100, 10_000, 100_000));

  /// `key=value` or `key: value`.
  private static final Pattern LINE = Pattern.compile("\\s*([^\\s=:#!\\[][^\\s=:]*)\\s*[=:].*");

  private StructuredText() {}

  /// Whether two texts are the same once the values of these keys are taken out of both. Text that
  /// is not made of keys is never the same.
  ///
  /// @param keys as a line has them; of YAML and JSON with dots between the levels
  static boolean sameBut(Set<String> keys, String one, String other) {
    Optional<Value.Obj> oneMapping = mapping(one);
    Optional<Value.Obj> otherMapping = mapping(other);
    if (oneMapping.isPresent() && otherMapping.isPresent()) {
      return without(keys, oneMapping.get()).equals(without(keys, otherMapping.get()))
          && !oneMapping.equals(otherMapping);
    }
    List<String> oneLines = lines(one);
    List<String> otherLines = lines(other);
    return !oneLines.equals(otherLines)
        && withoutLines(keys, oneLines).equals(withoutLines(keys, otherLines));
  }

  private static Optional<Value.Obj> mapping(String text) {
    Documents read =
        READER.read(new SourceFile("text.yaml", text.getBytes(StandardCharsets.UTF_8)));
    List<Value> values = read.documents().stream().map(Document::value).toList();
    return read.problems().isEmpty()
            && values.size() == 1
            && values.getFirst() instanceof Value.Obj object
        ? Optional.of(object)
        : Optional.empty();
  }

  private static Value.Obj without(Set<String> keys, Value.Obj object) {
    Value.Obj left = object;
    for (String key : keys) {
      left = without(key, left);
    }
    return left;
  }

  /// A dot may be part of a key or stand between two: both are tried.
  private static Value.Obj without(String key, Value.Obj object) {
    Map<String, Value> left = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals(key)) {
                return;
              }
              boolean around = key.startsWith(name + ".") && value instanceof Value.Obj;
              left.put(
                  name,
                  around ? without(key.substring(name.length() + 1), (Value.Obj) value) : value);
            });
    return new Value.Obj(left);
  }

  /// Each with those that continue it.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : text.lines().toList()) {
      line.append(part);
      if (part.endsWith("\\")) {
        line.append('\n');
      } else {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static List<String> withoutLines(Set<String> keys, List<String> lines) {
    return lines.stream()
        .filter(
            line -> {
              Matcher matcher = LINE.matcher(line.lines().findFirst().orElse(""));
              return !matcher.matches() || !keys.contains(matcher.group(1));
            })
        .toList();
  }
}

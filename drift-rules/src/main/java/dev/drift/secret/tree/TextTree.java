package dev.drift.secret.tree;

import dev.drift.model.value.Value;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A text that is JSON or YAML, read as values, with the place of each scalar and name.
///
/// @param roots the documents
/// @param scalars by identity
/// @param names of the fields of each object, by identity and in their order
public record TextTree(
    List<Value> roots, Map<Value, Place> scalars, Map<Value, List<Spans.Span>> names) {

  /// Where a scalar stands.
  ///
  /// @param span without the quotes
  /// @param characters where each character of the scalar stands, and its end; null where that is
  ///     not known
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Place(Spans.Span span, int @Nullable [] characters) {}

  /// Deeper ones are not read as a whole.
  static final int DEEPEST = 100;

  /// Nothing where the text is neither, or says no more than one scalar.
  public static Optional<TextTree> read(String text) {
    int first = Scan.skipWhite(text, text.startsWith("\uFEFF") ? 1 : 0);
    if (first >= text.length() - 1) {
      return Optional.empty();
    }
    char c = text.charAt(first);
    if (c == '{' || c == '[') {
      return JsonTree.read(text).or(() -> YamlTree.read(text));
    }
    if (c == '<' || c == '@' || c == '`' || !mayBeYaml(text)) {
      return mayBeHocon(text) ? JsonTree.read(text) : Optional.empty();
    }
    Optional<TextTree> yaml = YamlTree.read(text);
    return yaml.isEmpty() && mayBeHocon(text) ? JsonTree.read(text) : yaml;
  }

  /// Whether a colon ends a name, or a hyphen begins an item, somewhere.
  private static boolean mayBeYaml(String text) {
    return text.contains(": ")
        || text.contains(":\n")
        || text.contains(":\r")
        || text.startsWith("- ")
        || text.contains("\n- ")
        || text.endsWith(":");
  }

  private static boolean mayBeHocon(String text) {
    return text.indexOf('{') > 0 && text.indexOf('}') > 0 && text.indexOf('\n') > 0;
  }

  static TextTree of(
      List<Value> roots,
      IdentityHashMap<Value, Place> scalars,
      IdentityHashMap<Value, List<Spans.Span>> names) {
    return new TextTree(List.copyOf(roots), scalars, names);
  }
}

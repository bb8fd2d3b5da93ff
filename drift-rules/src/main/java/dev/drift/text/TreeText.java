package dev.drift.text;

import dev.drift.model.SettingsFormat;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads YAML and JSON.
///
/// Programs do not agree on what `yes`, `0644` or `1.10` mean. Such a value is kept as it is
/// spelled, so that no two spellings pass for the same.
final class TreeText {
  private static final DocumentReader READER =
      new DocumentReader(new YamlLimits(50, 100, 10_000, 100_000));

  private final int[] characters;
  private final Set<Path> unquoted = new HashSet<>();

  private TreeText(String text) {
    this.characters = text.codePoints().toArray();
  }

  static Optional<Settings> read(SettingsFormat format, String text) {
    String file = format == SettingsFormat.JSON ? "text.json" : "text.yaml";
    Documents read = READER.read(new SourceFile(file, text.getBytes(StandardCharsets.UTF_8)));
    List<Document> documents =
        read.documents().stream().filter(one -> one.value() != Value.Null.NULL).toList();
    if (!read.problems().isEmpty() || documents.isEmpty()) {
      return Optional.empty();
    }
    TreeText tree = new TreeText(text);
    Value root =
        documents.size() == 1
            ? tree.spelled(documents.getFirst(), Path.ROOT)
            : tree.list(documents);
    boolean mapping = root instanceof Value.Obj || root instanceof Value.Arr;
    return mapping ? Optional.of(new Settings(format, root, tree.unquoted)) : Optional.empty();
  }

  /// The line of what stands at a path, in a text of one document.
  static Optional<Integer> line(SettingsFormat format, String text, Path path) {
    String file = format == SettingsFormat.JSON ? "text.json" : "text.yaml";
    List<Document> documents =
        READER.read(new SourceFile(file, text.getBytes(StandardCharsets.UTF_8))).documents();
    return documents.size() == 1
        ? documents
            .getFirst()
            .places()
            .at(path, documents.getFirst().value())
            .map(place -> place.line() - 1)
        : Optional.empty();
  }

  private Value list(List<Document> documents) {
    List<Value> items = new ArrayList<>();
    for (Document document : documents) {
      items.add(spelled(document, Path.ROOT.plus(new Path.Index(items.size()))));
    }
    return new Value.Arr(items);
  }

  private Value spelled(Document document, Path path) {
    return spelled(document.value(), document.places().root(), path);
  }

  private Value spelled(Value value, Places.Node node, Path path) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> spelled = new LinkedHashMap<>();
        fields.forEach(
            (name, field) ->
                spelled.put(
                    name,
                    node.fields().containsKey(name)
                        ? spelled(field, node.fields().get(name), path.field(name))
                        : field));
        yield new Value.Obj(spelled);
      }
      case Value.Arr(List<Value> items) -> {
        List<Value> spelled = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          spelled.add(
              i < node.items().size()
                  ? spelled(items.get(i), node.items().get(i), path.plus(new Path.Index(i)))
                  : items.get(i));
        }
        yield new Value.Arr(spelled);
      }
      case Value.Num(BigDecimal number) -> plain(value, number.toPlainString(), node, path);
      case Value.Bool(boolean bool) -> plain(value, Boolean.toString(bool), node, path);
      case Value.Null _, Value.Str _, Value.Masked _ -> value;
    };
  }

  private Value plain(Value value, String usual, Places.Node node, Path path) {
    int end = Math.min(node.end(), characters.length);
    String written = new String(characters, node.start(), Math.max(0, end - node.start())).strip();
    if (written.equals(usual) || node.alias()) {
      return value;
    }
    unquoted.add(path);
    return Value.of(written);
  }
}

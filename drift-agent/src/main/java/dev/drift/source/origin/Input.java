package dev.drift.source.origin;

import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The texts of a file, with the documents that stand within texts as they are: patches, and values
/// of charts in ConfigMaps and Applications.
final class Input {
  private final SourceFile file;
  private final String shown;
  private final DocumentReader reader;
  private final String content;

  /// Offsets in UTF-16 units.
  private final List<Integer> lineStarts = new ArrayList<>();

  private final List<Text> texts = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /// Where objects and lists are written, by the document and the path in it.
  private final IdentityHashMap<Value, Map<Path, Place>> containers = new IdentityHashMap<>();

  /// A scalar of a document.
  ///
  /// @param document the whole of it
  /// @param path in the document; of a scalar in a document within a text, the path of that text
  /// @param root what the inner path counts from: the document, or the one within the text
  /// @param inner the path from there
  /// @param start of what is written, in UTF-16 units
  /// @param raw what is written, with its quotes
  /// @param place for people
  record Text(
      Value document,
      Path path,
      Value root,
      Path inner,
      Value value,
      int start,
      String raw,
      Place place) {
    boolean isWithinText() {
      return !path.equals(inner);
    }
  }

  /// A line of a text that is no document, or of a file that is none, without the space around it.
  ///
  /// @param path of the text in its document; the root for a file
  /// @param start in UTF-16 units
  record Line(Value document, Path path, String text, int start, Place place) {}

  /// @param shown the path as reports name the file
  /// @param documents of the file; none if it has no YAML
  /// @param reader of documents within texts
  Input(SourceFile file, String shown, List<Document> documents, DocumentReader reader) {
    this.file = file;
    this.shown = shown;
    this.reader = reader;
    this.content = new String(file.content(), StandardCharsets.UTF_8);
    lineStarts.add(0);
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) == '\n') {
        lineStarts.add(i + 1);
      }
    }
    if (!DocumentReader.reads(file.path())) {
      lines(Value.Null.NULL, Path.ROOT, 0, lineStarts.size());
    } else if (content.indexOf('\r') < 0) {
      for (Document document : documents) {
        if (!isSecret(document.value())) {
          Value value = document.value();
          collect(value, document.places().root(), Path.ROOT, new Around(value, Path.ROOT, value));
        }
      }
    }
  }

  String path() {
    return file.path();
  }

  String content() {
    return content;
  }

  List<Text> texts() {
    return texts;
  }

  List<Line> lines() {
    return lines;
  }

  /// Where an object or a list of a document is written.
  Optional<Place> containing(Value root, Path path) {
    return Optional.ofNullable(containers.getOrDefault(root, Map.of()).get(path));
  }

  /// What a value is in.
  ///
  /// @param document of the file
  /// @param path of the text with the inner document; the root if there is none
  /// @param root the inner document, or that of the file
  /// @param before lines of the file before the first one of the inner document
  /// @param indent of each of its lines
  private record Around(Value document, Path path, Value root, int before, int indent) {
    Around(Value document, Path path, Value root) {
      this(document, path, root, 0, 0);
    }

    boolean isText() {
      return !path.isRoot();
    }

    Path path(Path inner) {
      return isText() ? path : inner;
    }
  }

  private void collect(Value value, Places.Node node, Path at, Around around) {
    switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        contains(node, at, around);
        fields.forEach(
            (name, each) -> {
              Places.Node inner = node.fields().get(name);
              if (inner != null) {
                collect(each, inner, at.field(name), around);
              }
            });
      }
      case Value.Arr(List<Value> items) -> {
        contains(node, at, around);
        for (int i = 0; i < items.size() && i < node.items().size(); i++) {
          collect(items.get(i), node.items().get(i), at.plus(new Path.Index(i)), around);
        }
      }
      case Value.Str(String text) when node.literal() && !around.isText() ->
          within(text, node, at, around);
      case Value.Str _, Value.Num _, Value.Bool _ -> scalar(value, node, at, around);
      case Value.Null _, Value.Masked _ -> {}
    }
  }

  private void contains(Places.Node node, Path at, Around around) {
    containers.computeIfAbsent(around.root(), _ -> new HashMap<>()).put(at, place(node, around));
  }

  private Place place(Places.Node node, Around around) {
    return new Place(
        shown, around.before() + node.line(), around.indent() + node.column(), 0, 0, node.alias());
  }

  private void scalar(Value value, Places.Node node, Path at, Around around) {
    Place place = place(node, around);
    if (place.line() > lineStarts.size()) {
      return;
    }
    String rest = content.substring(lineStarts.get(place.line() - 1));
    String line = rest.lines().findFirst().orElse("");
    if (columns(line) < place.column()) {
      return;
    }
    int start = line.offsetByCodePoints(0, place.column() - 1);
    int length = Math.min(node.end() - node.start(), columns(line.substring(start)));
    String raw = line.substring(start, line.offsetByCodePoints(start, Math.max(0, length)));
    texts.add(
        new Text(
            around.document(),
            around.path(at),
            around.root(),
            at,
            value,
            lineStarts.get(place.line() - 1) + start,
            raw,
            place));
  }

  /// The documents, or else the lines, of a text that stands in the file as it is.
  private void within(String text, Places.Node node, Path at, Around around) {
    int first = node.line();
    Documents inner =
        reader.read(new SourceFile("text.yaml", text.getBytes(StandardCharsets.UTF_8)));
    boolean isTree =
        inner.problems().isEmpty()
            && inner.documents().stream()
                .map(Document::value)
                .allMatch(it -> it instanceof Value.Obj || it instanceof Value.Arr);
    if (!isTree) {
      lines(
          around.document(),
          at,
          first,
          (int) Math.min(lineStarts.size(), first + text.lines().count()));
      return;
    }
    indent(text, first)
        .ifPresent(
            indent ->
                inner.documents().stream()
                    .filter(it -> !isSecret(it.value()))
                    .forEach(
                        it ->
                            collect(
                                it.value(),
                                it.places().root(),
                                Path.ROOT,
                                new Around(around.document(), at, it.value(), first, indent))));
  }

  private void lines(Value document, Path path, int from, int to) {
    for (int i = from; i < to; i++) {
      String line = content.substring(lineStarts.get(i)).lines().findFirst().orElse("");
      String text = line.strip();
      if (!text.isEmpty()) {
        int indent = line.indexOf(text);
        lines.add(
            new Line(
                document,
                path,
                text,
                lineStarts.get(i) + indent,
                new Place(shown, i + 1, columns(line.substring(0, indent)) + 1, 0, 0, false)));
      }
    }
  }

  /// How far the lines of a text are indented in the file.
  ///
  /// @param first line of the file, counted from 0
  private Optional<Integer> indent(String text, int first) {
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isBlank()) {
        int start = first + i < lineStarts.size() ? lineStarts.get(first + i) : content.length();
        String line = content.substring(start).lines().findFirst().orElse("");
        return line.isBlank() || !line.endsWith(all.get(i))
            ? Optional.empty()
            : Optional.of(line.length() - all.get(i).length());
      }
    }
    return Optional.empty();
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  /// A Secret, or what sops has encrypted: nothing there is looked at.
  private static boolean isSecret(Value document) {
    return document instanceof Value.Obj object
        && (object.get("sops").isPresent()
            || object.text("kind").filter("Secret"::equals).isPresent());
  }
}

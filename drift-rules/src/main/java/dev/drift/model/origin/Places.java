package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The places of a document and of all its fields. They may be looked up only when somebody asks
/// for one: most documents equal the cluster, and nobody asks where they stand.
public final class Places {
  private final String file;
  private final int document;
  private final Supplier<Node> node;

  /// Whether nothing has to be parsed to ask for the root.
  private final boolean known;

  /// The stretch of one value and of those within it.
  ///
  /// @param line counted from 1
  /// @param column counted from 1, in code points
  /// @param start offset in code points, from 0
  /// @param end offset in code points, exclusive
  /// @param fields for an object, by name; empty otherwise
  /// @param items for a list; empty otherwise
  /// @param literal whether it is a text whose lines stand as they are in the lines below: `|`
  public record Node(
      int line,
      int column,
      int start,
      int end,
      boolean alias,
      Map<String, Node> fields,
      List<Node> items,
      boolean literal) {
    public Node(
        int line,
        int column,
        int start,
        int end,
        boolean alias,
        Map<String, Node> fields,
        List<Node> items) {
      this(line, column, start, end, alias, fields, items, false);
    }

    public Node {
      fields = Map.copyOf(fields);
      items = List.copyOf(items);
    }
  }

  /// Places that are known.
  ///
  /// @param file path in the source, with `/`
  /// @param document which document of the file, counted from 0
  public Places(String file, int document, Node root) {
    this(file, document, () -> root, true);
    requireNonNull(root, "root is null");
  }

  /// Places that are looked up when somebody asks.
  ///
  /// @param node gives the root, each time the same
  public Places(String file, int document, Supplier<Node> node) {
    this(file, document, node, false);
  }

  private Places(String file, int document, Supplier<Node> node, boolean known) {
    this.file = requireNonNull(file, "file is null");
    this.document = document;
    this.node = requireNonNull(node, "node is null");
    this.known = known;
  }

  /// The same in less memory, for callers that keep them. Each lookup unpacks the document.
  ///
  /// @param content the document
  public Places packed(Value content) {
    return known
        ? PackedNode.of(root(), content)
            .map(packed -> new Places(file, document, packed))
            .orElse(this)
        : this;
  }

  /// Path in the source, with `/`.
  public String file() {
    return file;
  }

  /// Which document of the file, counted from 0.
  public int document() {
    return document;
  }

  public Node root() {
    return node.get();
  }

  /// The places of a field; of what is around it where the field is filled in, not written.
  public Places field(String name) {
    return new Places(
        file,
        document,
        () -> {
          Node around = root();
          return around.fields().getOrDefault(name, around);
        });
  }

  /// The places of an item of a list.
  public Places item(int index) {
    return new Places(file, document, () -> root().items().get(index));
  }

  /// Where the document starts.
  public Place start() {
    return place(root());
  }

  /// Where the value of this path is written, if it is.
  ///
  /// @param content the document, to find list items by their keys
  public Optional<Place> at(Path path, Value content) {
    List<Node> nodes = nodes(path, content);
    return nodes.size() == path.elements().size() + 1
        ? Optional.of(place(nodes.getLast()))
        : Optional.empty();
  }

  /// Where a line of a text is written, where the text stands in the file as it is.
  ///
  /// @param line counted from 0
  public Optional<Place> line(Path path, Value content, int line) {
    List<Node> nodes = nodes(path, content);
    Node text = nodes.getLast();
    return nodes.size() == path.elements().size() + 1 && text.literal()
        ? Optional.of(
            new Place(file, text.line() + 1 + line, 1, text.start(), text.end(), text.alias()))
        : Optional.empty();
  }

  /// The place of the path, or of the nearest value around it that is written.
  public Place nearest(Path path, Value content) {
    return place(nodes(path, content).getLast());
  }

  private List<Node> nodes(Path path, Value content) {
    List<Node> found = new ArrayList<>();
    Node node = root();
    found.add(node);
    Value value = content;
    for (Path.Element element : path.elements()) {
      Optional<Integer> item = Steps.item(element, value);
      Optional<Value> next = Steps.step(element, value);
      Node inner =
          switch (element) {
            case Path.Field(String name) -> node.fields().get(name);
            case Path.Key _, Path.Member _, Path.Index _ ->
                item.filter(new ItemsOf(node)::has).map(node.items()::get).orElse(null);
          };
      if (inner == null || next.isEmpty()) {
        break;
      }
      found.add(inner);
      node = inner;
      value = next.get();
    }
    return found;
  }

  private record ItemsOf(Node node) {
    boolean has(int index) {
      return index < node.items().size();
    }
  }

  private Place place(Node node) {
    return new Place(file, node.line(), node.column(), node.start(), node.end(), node.alias());
  }
}

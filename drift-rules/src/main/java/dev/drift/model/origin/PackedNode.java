package dev.drift.model.origin;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The places of a document as numbers, which take much less memory than the tree of nodes. Used
/// where thousands of documents are kept and the places of few are looked up.
///
/// @param content which has the names and the shape of the tree
/// @param numbers of each node: line, column with two flags, start, end; then those of what is
///     within it
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackedNode(Value content, int[] numbers) implements Supplier<Places.Node> {
  private static final int ALIAS = 1;
  private static final int LITERAL = 2;
  private static final int FLAGS = 2;

  /// Empty if the tree has another shape than the content.
  static Optional<PackedNode> of(Places.Node root, Value content) {
    Packer packer = new Packer();
    return packer.put(root, content)
        ? Optional.of(new PackedNode(content, packer.numbers()))
        : Optional.empty();
  }

  @Override
  public Places.Node get() {
    return new Unpacker(numbers).next(content);
  }

  private static final class Packer {
    private int[] numbers = new int[64];
    private int size;

    boolean put(Places.Node node, Value content) {
      add(node.line());
      add(node.column() << FLAGS | (node.alias() ? ALIAS : 0) | (node.literal() ? LITERAL : 0));
      add(node.start());
      add(node.end());
      return switch (content) {
        case Value.Obj(Map<String, Value> fields) ->
            node.items().isEmpty() && node.fields().size() == fields.size() && put(node, fields);
        case Value.Arr(List<Value> items) ->
            node.fields().isEmpty() && node.items().size() == items.size() && put(node, items);
        case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ ->
            node.fields().isEmpty() && node.items().isEmpty();
      };
    }

    private boolean put(Places.Node node, Map<String, Value> fields) {
      for (var field : fields.entrySet()) {
        Places.Node inner = node.fields().get(field.getKey());
        if (inner == null || !put(inner, field.getValue())) {
          return false;
        }
      }
      return true;
    }

    private boolean put(Places.Node node, List<Value> items) {
      for (int i = 0; i < items.size(); i++) {
        if (!put(node.items().get(i), items.get(i))) {
          return false;
        }
      }
      return true;
    }

    private void add(int number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    int[] numbers() {
      return Arrays.copyOf(numbers, size);
    }
  }

  private static final class Unpacker {
    private final int[] numbers;
    private int at;

    Unpacker(int[] numbers) {
      this.numbers = numbers;
    }

    Places.Node next(Value content) {
      int line = numbers[at++];
      int column = numbers[at++];
      int start = numbers[at++];
      int end = numbers[at++];
      Map<String, Places.Node> fields = new LinkedHashMap<>();
      List<Places.Node> items = new ArrayList<>();
      switch (content) {
        case Value.Obj object -> object.fields().forEach((name, it) -> fields.put(name, next(it)));
        case Value.Arr array -> array.items().forEach(it -> items.add(next(it)));
        case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> {}
      }
      return new Places.Node(
          line,
          column >> FLAGS,
          start,
          end,
          (column & ALIAS) != 0,
          fields,
          items,
          (column & LITERAL) != 0);
    }
  }
}

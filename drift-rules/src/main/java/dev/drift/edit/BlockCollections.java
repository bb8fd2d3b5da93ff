package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes mappings and lists in block style, line by line.
final class BlockCollections {
  private final TreeEditor editor;
  private final Lines lines;

  BlockCollections(TreeEditor editor) {
    this.editor = editor;
    this.lines = editor.lines;
  }

  /// @return whether it could; otherwise the mapping is to be written anew
  boolean mapping(Syntax.Mapping mapping, Value.Obj old, Map<String, Target> fields) {
    Map<String, Value> added = new LinkedHashMap<>();
    List<Boolean> gone = new ArrayList<>();
    for (Syntax.Entry entry : mapping.entries()) {
      gone.add(entry.name().map(name -> fields.get(name) instanceof Target.Gone).orElse(false));
    }
    if (!gone.contains(false)) {
      return false;
    }
    fields.forEach(
        (name, target) -> {
          Optional<Syntax.Entry> entry = mapping.entry(name);
          Optional<Value> now = target.of(old.get(name));
          if (entry.isEmpty()) {
            if (editor.mergeBecomes(mapping, name, now)) {
              return;
            }
            if (now.isEmpty() && old.get(name).isPresent()) {
              throw editor.merged(mapping);
            }
            now.filter(value -> !Optional.of(value).equals(old.get(name)))
                .ifPresent(value -> added.put(name, value));
          } else if (now.isPresent()) {
            editor.node(entry.get().value(), value(old, name), target, slot(mapping, entry.get()));
          }
        });
    remove(mapping.entries().stream().map(entry -> part(mapping, entry)).toList(), gone);
    if (!added.isEmpty()) {
      add(mapping, added, gone);
    }
    return true;
  }

  private static Value value(Value.Obj old, String name) {
    return old.get(name).orElse(Value.Null.NULL);
  }

  private Slot.Entry slot(Syntax.Mapping mapping, Syntax.Entry entry) {
    int colon = lines.skipBlanks(entry.key().end());
    part(mapping, entry);
    if (!lines.text().startsWith(":", colon)) {
      throw editor.explicitKey(entry.key().start());
    }
    return new Slot.Entry(colon + 1, lines.column(entry.key().outer()));
  }

  /// An entry or an item.
  private record Part(int start, int end) {}

  private Part part(Syntax.Mapping mapping, Syntax.Entry entry) {
    int start = entry.key().outer();
    boolean first = start == mapping.start();
    if (!first && !lines.isBlank(lines.start(start), start)) {
      throw editor.explicitKey(start);
    }
    int end = lines.contentEnd(entry.value());
    return new Part(start, Math.max(end, entry.key().end()));
  }

  private void add(Syntax.Mapping mapping, Map<String, Value> added, List<Boolean> gone) {
    int last = gone.lastIndexOf(false);
    Part part = part(mapping, mapping.entries().get(last));
    int column = lines.column(mapping.entries().getFirst().key().outer());
    List<String> text = editor.writer.entries(added, column);
    insert(text, part.end(), mapping.entries().getFirst().key().outer(), column, !gone.get(0));
  }

  /// Behind the part that ends here, or before the first.
  private void insert(List<String> text, int end, int first, int column, boolean beforeFirst) {
    if (editor.care == TreeEditor.Care.SAFE && beforeFirst) {
      insertBefore(text, first, column);
      return;
    }
    int at = lines.end(end);
    String lineBreak = lines.lineBreak(end);
    editor.patches.insert(at, lineBreak + String.join(lineBreak, text));
  }

  private void insertBefore(List<String> text, int first, int column) {
    String lineBreak = lines.lineBreak(first);
    editor.patches.insert(
        first, String.join(lineBreak, text).substring(column) + lineBreak + " ".repeat(column));
  }

  private void remove(List<Part> parts, List<Boolean> gone) {
    int i = 0;
    if (gone.getFirst()
        && !lines.isBlank(lines.start(parts.getFirst().start()), parts.getFirst().start())) {
      i = removeFirst(parts, gone);
    }
    int last = gone.lastIndexOf(false);
    for (; i < parts.size(); i++) {
      int start = lines.start(parts.get(i).start());
      int end = lines.end(parts.getLast().end());
      if (i > last && end == lines.text().length() && start > 0) {
        // Behind the last line of such a file no line ends.
        editor.patches.delete(lines.endOfPrevious(start), end);
        return;
      }
      if (gone.get(i)) {
        editor.patches.delete(start, lines.next(lines.end(parts.get(i).end())));
      }
    }
  }

  /// The first parts, which share their line with what is around: `- a: 1`.
  ///
  /// @return how many they are
  private int removeFirst(List<Part> parts, List<Boolean> gone) {
    int kept = gone.indexOf(false);
    int start = parts.getFirst().start();
    int end = lines.end(parts.get(kept - 1).end());
    int next = parts.get(kept).start();
    boolean plain = true;
    for (int i = 0; i < kept; i++) {
      plain &= lines.isBlank(lines.end(parts.get(i).end()), parts.get(i + 1).start());
    }
    if (plain) {
      editor.patches.delete(start, next);
    } else {
      int from = start;
      while (from > 0 && lines.text().charAt(from - 1) == ' ') {
        from--;
      }
      editor.patches.delete(from, end);
    }
    return kept;
  }

  /// @return whether it could; otherwise the list is to be written anew
  boolean sequence(Syntax.Sequence sequence, Value.Arr old, Target target) {
    List<Syntax> items = sequence.items();
    if (items.isEmpty()) {
      return false;
    }
    int column = lines.column(sequence.start());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      int dash = i == 0 ? sequence.start() : dash(items.get(i), column);
      parts.add(new Part(dash, Math.max(dash + 1, lines.contentEnd(items.get(i)))));
    }
    if (target instanceof Target.Order(List<Integer> order)) {
      reorder(parts, order);
      return true;
    }
    if (!(target instanceof Target.Items(var changes, var inserted))) {
      return false;
    }
    List<Boolean> gone = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      gone.add(changes.get(i) instanceof Target.Gone);
    }
    if (!gone.contains(false)) {
      return false;
    }
    int width = width(items.getFirst(), parts.getFirst().start());
    changes.forEach(
        (at, change) -> {
          if (!gone.get(at)) {
            int dash = parts.get(at).start();
            editor.node(
                items.get(at),
                old.items().get(at),
                change,
                new Slot.Item(dash + 1, column, width(items.get(at), dash)));
          }
        });
    remove(parts, gone);
    inserted.forEach((at, values) -> insert(parts, gone, at, values, column, width));
    return true;
  }

  private void insert(
      List<Part> parts, List<Boolean> gone, int at, List<Value> values, int column, int width) {
    List<String> text = new ArrayList<>();
    values.forEach(value -> text.addAll(editor.writer.item(value, column, width)));
    int before = gone.subList(0, at).lastIndexOf(false);
    if (before >= 0) {
      int end = parts.get(before).end();
      String lineBreak = lines.lineBreak(end);
      editor.patches.insert(lines.end(end), lineBreak + String.join(lineBreak, text));
    } else {
      insertBefore(text, parts.get(gone.indexOf(false)).start(), column);
    }
  }

  /// From the dash to what follows it.
  private int width(Syntax item, int dash) {
    int width = item.outer() - dash;
    return width >= 2 && width < 10 && lines.sameLine(dash, item.outer()) ? width : 2;
  }

  /// The dash of an item; comments may stand between the two.
  private int dash(Syntax item, int column) {
    int start = lines.start(item.outer());
    while (true) {
      int dash = start + column;
      if (dash < lines.text().length()
          && lines.text().charAt(dash) == '-'
          && lines.isBlank(start, dash)) {
        return dash;
      }
      int previous = lines.endOfPrevious(start);
      if (previous == start) {
        throw editor.explicitKey(item.start());
      }
      start = lines.start(previous);
    }
  }

  private void reorder(List<Part> parts, List<Integer> order) {
    String text = lines.text();
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      starts.add(i == 0 ? parts.getFirst().start() : chunkStart(parts, i));
    }
    int end = lines.end(parts.getLast().end());
    String lineBreak = lines.lineBreak(parts.getFirst().start());
    List<String> chunks = new ArrayList<>();
    int column = lines.column(parts.getFirst().start());
    for (int i = 0; i < parts.size(); i++) {
      int to = i + 1 < parts.size() ? lines.endOfPrevious(starts.get(i + 1)) : end;
      String chunk = text.substring(starts.get(i), to);
      chunks.add(i == 0 ? " ".repeat(column) + chunk : chunk);
    }
    String moved = String.join(lineBreak, order.stream().map(chunks::get).toList());
    editor.patches.replace(lines.start(starts.getFirst()) + column, end, moved.substring(column));
  }

  /// The start of the first line of the comment above an item.
  private int chunkStart(List<Part> parts, int i) {
    int start = lines.start(parts.get(i).start());
    int floor = lines.next(lines.end(parts.get(i - 1).end()));
    while (start > floor) {
      int above = lines.start(lines.endOfPrevious(start));
      int first = lines.skipBlanks(above);
      if (!lines.text().startsWith("#", first)) {
        break;
      }
      start = above;
    }
    return start;
  }
}

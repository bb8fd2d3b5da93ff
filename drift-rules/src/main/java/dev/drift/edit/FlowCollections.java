package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes what stands in brackets: YAML's flow style, and JSON.
final class FlowCollections {
  private final TreeEditor editor;
  private final Lines lines;

  FlowCollections(TreeEditor editor) {
    this.editor = editor;
    this.lines = editor.lines;
  }

  /// An entry or an item.
  private record Part(int start, int end) {}

  /// @return whether it could; otherwise the mapping is to be written anew
  boolean mapping(Syntax.Mapping mapping, Value.Obj old, Map<String, Target> fields) {
    if (!lines.text().startsWith("{", mapping.start())) {
      return false; // `[a: b]` is a list of a mapping without braces
    }
    List<Part> parts = new ArrayList<>();
    List<Boolean> gone = new ArrayList<>();
    for (Syntax.Entry entry : mapping.entries()) {
      parts.add(new Part(entry.key().outer(), Math.max(entry.key().end(), entry.value().end())));
      gone.add(entry.name().map(name -> fields.get(name) instanceof Target.Gone).orElse(false));
    }
    if (!gone.contains(false)) {
      return false;
    }
    Map<String, Value> added = new LinkedHashMap<>();
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
            editor.node(
                entry.get().value(), old.get(name).orElse(Value.Null.NULL), target, Slot.Flow.FLOW);
          }
        });
    remove(parts, gone);
    if (!added.isEmpty()) {
      FlowWriter writer = editor.flowWriter();
      String indent = indent(parts, mapping.start());
      List<String> texts = new ArrayList<>();
      added.forEach((name, value) -> texts.add(writer.entry(name, value, indent)));
      insert(parts, gone, parts.size(), texts, mapping.start());
    }
    return true;
  }

  /// @return whether it could; otherwise the list is to be written anew
  boolean sequence(Syntax.Sequence sequence, Value.Arr old, Target target) {
    List<Part> parts = new ArrayList<>();
    for (Syntax item : sequence.items()) {
      parts.add(new Part(item.outer(), item.end()));
    }
    if (target instanceof Target.Order(List<Integer> order)) {
      for (int i = 0; i < parts.size(); i++) {
        Part from = parts.get(order.get(i));
        editor.patches.replace(
            parts.get(i).start(),
            parts.get(i).end(),
            lines.text().substring(from.start(), from.end()));
      }
      return true;
    }
    if (!(target instanceof Target.Items(var changes, var inserted)) || parts.isEmpty()) {
      return false;
    }
    List<Boolean> gone = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      gone.add(changes.get(i) instanceof Target.Gone);
    }
    if (!gone.contains(false)) {
      return false;
    }
    changes.forEach(
        (at, change) -> {
          if (!gone.get(at)) {
            editor.node(sequence.items().get(at), old.items().get(at), change, Slot.Flow.FLOW);
          }
        });
    remove(parts, gone);
    FlowWriter writer = editor.flowWriter();
    String indent = indent(parts, sequence.start());
    inserted.forEach(
        (at, values) ->
            insert(
                parts,
                gone,
                at,
                values.stream()
                    .map(value -> writer.value(value, indent, Syntax.Style.PLAIN))
                    .toList(),
                sequence.start()));
    return true;
  }

  /// What a line starts with that holds a part of its own; that around it if the parts share one.
  private String indent(List<Part> parts, int open) {
    return editor.lines.indent(
        lines.sameLine(open, parts.getLast().start()) ? open : parts.getLast().start());
  }

  private void remove(List<Part> parts, List<Boolean> gone) {
    int last = gone.lastIndexOf(false);
    for (int i = 0; i < parts.size(); i++) {
      if (gone.get(i) && i < last) {
        editor.patches.delete(parts.get(i).start(), parts.get(i + 1).start());
      }
    }
    if (last < parts.size() - 1) {
      editor.patches.delete(parts.get(last).end(), parts.getLast().end());
    }
  }

  private void insert(List<Part> parts, List<Boolean> gone, int at, List<String> texts, int open) {
    boolean below = !lines.sameLine(open, parts.getLast().start());
    String between =
        ","
            + (below
                ? lines.lineBreak(open) + indent(parts, open)
                : editor.json ? editor.layout.jsonComma() : " ");
    List<String> local =
        texts.stream().map(text -> text.replace("\n", lines.lineBreak(open))).toList();
    String text = String.join(between, local);
    int before = gone.subList(0, at).lastIndexOf(false);
    if (before >= 0) {
      editor.patches.insert(parts.get(before).end(), between + text);
    } else {
      editor.patches.insert(parts.get(gone.indexOf(false)).start(), text + between);
    }
  }
}

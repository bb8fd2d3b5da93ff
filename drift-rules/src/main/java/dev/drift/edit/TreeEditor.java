package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;
import dev.drift.yaml.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks a document and what it is to become, and gathers the changes of its text.
final class TreeEditor {
  final Lines lines;
  final Patches patches = new Patches();
  final BlockWriter writer;
  final Layout layout;
  final boolean json;
  final Care care;
  private final Anchors anchors;
  private final BlockCollections blocks;
  private final FlowCollections flows;
  private final Slots slots;
  private final String unit;

  /// How boldly to edit. What is tried first keeps as much as it can.
  enum Care {
    /// Keep styles, tags and anchors; put what is new at the end.
    KEEP,
    /// Quote texts in one line, drop tags and anchors of what changes, put what is new first.
    SAFE
  }

  private TreeEditor(Written written, Care care, Anchors anchors) {
    this.lines = new Lines(written.text());
    this.layout = Layout.of(written);
    this.writer = new BlockWriter(layout);
    this.json = written.json();
    this.care = care;
    this.anchors = anchors;
    this.blocks = new BlockCollections(this);
    this.flows = new FlowCollections(this);
    this.slots = new Slots(this);
    this.unit = unit(written);
  }

  /// What the first level of a JSON file is indented with; empty if all is in one line.
  private String unit(Written written) {
    if (written.json()
        && written.root() instanceof Syntax.Mapping mapping
        && !mapping.entries().isEmpty()
        && !lines.sameLine(mapping.start(), mapping.entries().getFirst().key().start())) {
      String unit = lines.indent(mapping.entries().getFirst().key().start());
      return unit.isEmpty() ? " " : unit;
    }
    return "";
  }

  /// The text of the file in which the document is what it is to become; to be proven.
  ///
  /// @throws CannotEdit if there is no way to
  static String edit(Written written, Value value, Target target, Care care) {
    Anchors anchors = Anchors.of(written.root(), value, target);
    TreeEditor editor = new TreeEditor(written, care, anchors);
    editor.node(written.root(), value, target, Slot.Root.ROOT);
    return editor.patches.apply(written.text());
  }

  void node(Syntax node, Value old, Target target, Slot slot) {
    Value now = target.of(Optional.of(old)).orElse(Value.Null.NULL);
    if (now.equals(old)) {
      return;
    }
    switch (node) {
      case Syntax.Alias alias -> alias(alias, now, target, slot);
      case Syntax.Mapping mapping
          when target instanceof Target.Fields(Map<String, Target> fields)
              && now instanceof Value.Obj after
              && after.size() > 0
              && old instanceof Value.Obj before
              && !mapping.entries().isEmpty() -> {
        boolean done =
            mapping.flow()
                ? flows.mapping(mapping, before, fields)
                : blocks.mapping(mapping, before, fields);
        if (!done) {
          slots.put(node, now, slot);
        }
      }
      case Syntax.Sequence sequence
          when !(target instanceof Target.Put)
              && now instanceof Value.Arr(List<Value> after)
              && !after.isEmpty()
              && old instanceof Value.Arr before -> {
        boolean done =
            sequence.flow()
                ? flows.sequence(sequence, before, target)
                : blocks.sequence(sequence, before, target);
        if (!done) {
          slots.put(node, now, slot);
        }
      }
      case Syntax.Mapping _, Syntax.Sequence _, Syntax.Scalar _ -> slots.put(node, now, slot);
    }
  }

  /// In place of an alias comes what it is to be, unless that is what its anchor becomes.
  private void alias(Syntax.Alias alias, Value now, Target target, Slot slot) {
    if (anchors.becomes(alias.anchor(), now)) {
      return;
    }
    if (!(target instanceof Target.Put)) {
      throw anchors.shared(alias);
    }
    slots.put(alias, now, slot);
  }

  FlowWriter flowWriter() {
    return new FlowWriter(layout, json, unit);
  }

  CannotEdit explicitKey(int offset) {
    return new CannotEdit(
        EditResult.Reason.SYNTAX,
        offset,
        "a key is written in a way that is not edited, such as with a question mark; edit it by"
            + " hand.");
  }

  /// Whether a field that a merge key brings becomes this by what its anchor becomes.
  boolean mergeBecomes(Syntax.Mapping mapping, String name, Optional<Value> now) {
    return mapping.entries().stream()
        .filter(entry -> entry.name().isEmpty())
        .anyMatch(
            entry ->
                entry.value() instanceof Syntax.Alias alias
                    && anchors
                        .becoming(alias.anchor())
                        .filter(
                            value ->
                                value instanceof Value.Obj object && object.get(name).equals(now))
                        .isPresent());
  }

  CannotEdit merged(Syntax.Mapping mapping) {
    int offset =
        mapping.entries().stream()
            .filter(entry -> entry.name().isEmpty())
            .findFirst()
            .map(entry -> entry.key().outer())
            .orElse(mapping.start());
    return new CannotEdit(
        EditResult.Reason.SHARED,
        offset,
        "the value comes from a merge key (<<) here and cannot be removed in this place; edit it by"
            + " hand.");
  }
}

package dev.drift.edit;

import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The anchors of a document: what their values become, and who uses them.
final class Anchors {
  /// What the value of an anchor becomes, for those whose value changes.
  private final Map<Integer, Value> becoming = new HashMap<>();

  /// The first alias of each anchor.
  private final Map<Integer, Syntax.Alias> used = new HashMap<>();

  private final Set<Integer> touched = new HashSet<>();

  private Anchors() {}

  static Anchors of(Syntax root, Value value, Target target) {
    Anchors anchors = new Anchors();
    anchors.index(root);
    anchors.visit(root, Optional.of(value), Optional.of(target));
    return anchors;
  }

  /// Whether the value of the anchor becomes this one.
  boolean becomes(int anchor, Value value) {
    return value.equals(becoming.get(anchor));
  }

  /// What the value of an anchor becomes; empty if it does not change.
  Optional<Value> becoming(int anchor) {
    return Optional.ofNullable(becoming.get(anchor));
  }

  CannotEdit shared(Syntax.Alias alias) {
    return new CannotEdit(
        EditResult.Reason.SHARED,
        alias.start(),
        "the value is an alias of an anchor, and a change within it would change the other places"
            + " too; edit the file by hand.");
  }

  /// Why an edit changed more than it should have: the first alias of a value that was changed.
  Optional<CannotEdit> why() {
    return used.entrySet().stream()
        .filter(entry -> touched.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .min((a, b) -> Integer.compare(a.start(), b.start()))
        .map(
            alias ->
                new CannotEdit(
                    EditResult.Reason.SHARED,
                    alias.start(),
                    "the alias here uses the value too, so that changing it would change both"
                        + " places; edit the file by hand."));
  }

  private void index(Syntax node) {
    switch (node) {
      case Syntax.Alias alias -> used.putIfAbsent(alias.anchor(), alias);
      case Syntax.Mapping mapping -> {
        for (Syntax.Entry entry : mapping.entries()) {
          index(entry.key());
          index(entry.value());
        }
      }
      case Syntax.Sequence sequence -> sequence.items().forEach(this::index);
      case Syntax.Scalar _ -> {}
    }
  }

  /// @param target empty for what does not change
  private void visit(Syntax node, Optional<Value> value, Optional<Target> target) {
    if (target.isEmpty()) {
      return;
    }
    anchor(node)
        .ifPresent(
            anchor -> {
              touched.add(anchor);
              target.get().of(value).ifPresent(now -> becoming.put(anchor, now));
            });
    if (target.get() instanceof Target.Gone || target.get() instanceof Target.Put) {
      within(node);
      return;
    }
    switch (node) {
      case Syntax.Mapping mapping
          when target.get() instanceof Target.Fields(Map<String, Target> fields) ->
          fields.forEach(
              (name, field) ->
                  mapping
                      .entry(name)
                      .ifPresent(
                          entry ->
                              visit(
                                  entry.value(),
                                  value.flatMap(
                                      object ->
                                          Steps.step(
                                              new dev.drift.model.value.Path.Field(name), object)),
                                  Optional.of(field))));
      case Syntax.Sequence sequence
          when target.get() instanceof Target.Items(Map<Integer, Target> items, var _)
              && value.orElse(null) instanceof Value.Arr(List<Value> values) ->
          items.forEach(
              (at, item) ->
                  visit(sequence.items().get(at), Optional.of(values.get(at)), Optional.of(item)));
      case Syntax.Mapping _, Syntax.Sequence _, Syntax.Scalar _, Syntax.Alias _ -> {}
    }
  }

  /// Anchors within what is replaced as a whole.
  private void within(Syntax node) {
    anchor(node).ifPresent(touched::add);
    switch (node) {
      case Syntax.Mapping mapping -> mapping.entries().forEach(entry -> within(entry.value()));
      case Syntax.Sequence sequence -> sequence.items().forEach(this::within);
      case Syntax.Scalar _, Syntax.Alias _ -> {}
    }
  }

  private static Optional<Integer> anchor(Syntax node) {
    return switch (node) {
      case Syntax.Scalar scalar -> scalar.anchor();
      case Syntax.Sequence sequence -> sequence.anchor();
      case Syntax.Mapping mapping -> mapping.anchor();
      case Syntax.Alias _ -> Optional.empty();
    };
  }
}

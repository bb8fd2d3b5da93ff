package dev.drift.yaml;

import dev.drift.model.Problem;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Turns what is written into values with places: follows aliases, merges, types scalars.
final class Expander {
  private final Text text;
  private final Budget budget;
  private final List<Refusal> refusals = new ArrayList<>();

  Expander(Text text, Budget budget) {
    this.text = text;
    this.budget = budget;
  }

  /// What was found wrong without ending the work, so that one run reports all of it.
  List<Refusal> refusals() {
    return refusals;
  }

  /// @param depth in how many lists and mappings the value stands
  /// @throws Refusal if the document is over a limit
  Expansion expand(RawYaml written, int depth) {
    return switch (written) {
      case RawYaml.Scalar scalar -> once(scalar.anchor(), () -> scalar(scalar));
      case RawYaml.Sequence sequence -> once(sequence.anchor(), () -> sequence(sequence, depth));
      case RawYaml.Mapping mapping -> once(mapping.anchor(), () -> mapping(mapping, depth));
      case RawYaml.Alias alias -> alias(alias, depth);
    };
  }

  private interface Work {
    Expansion run();
  }

  /// An anchored value is built once and shared, so that aliases of aliases cost nothing.
  private static Expansion once(Optional<Anchor> anchor, Work work) {
    if (anchor.isEmpty()) {
      return work.run();
    }
    Optional<Expansion> known = anchor.get().expansion();
    if (known.isPresent()) {
      return known.get();
    }
    Expansion expansion = work.run();
    if (anchor.get().shared()) {
      expansion = expansion.shared();
    }
    anchor.get().expandTo(expansion);
    return expansion;
  }

  private Expansion alias(RawYaml.Alias alias, int depth) {
    RawYaml target = alias.anchor().written().orElseThrow();
    Expansion expansion = expand(target, depth);
    budget.depth(depth + expansion.height(), alias.start());
    budget.expanded(expansion.size(), alias.start());
    return expansion;
  }

  private Expansion scalar(RawYaml.Scalar scalar) {
    Value value;
    try {
      Optional<Value> resolved = ScalarResolver.resolve(scalar).toValue();
      if (resolved.isEmpty()) {
        refusals.add(
            new Refusal(
                Problem.Code.YAML_SYNTAX,
                scalar.start(),
                "JSON cannot represent infinity and NaN, so Kubernetes cannot store them; quote the"
                    + " text."));
      }
      value = resolved.orElse(Value.Null.NULL);
    } catch (Refusal refusal) {
      refusals.add(refusal);
      value = Value.Null.NULL;
    }
    return new Expansion(value, node(scalar, Map.of(), List.of()), 1, 0, Map.of());
  }

  private Expansion sequence(RawYaml.Sequence sequence, int depth) {
    List<Value> values = new ArrayList<>(sequence.items().size());
    List<Places.Node> nodes = new ArrayList<>(sequence.items().size());
    int size = 1;
    int height = 0;
    for (RawYaml item : sequence.items()) {
      Expansion expansion = expand(item, depth + 1);
      values.add(expansion.value());
      nodes.add(expansion.node());
      size += expansion.size();
      height = Math.max(height, expansion.height());
    }
    return new Expansion(
        new Value.Arr(values), node(sequence, Map.of(), nodes), size, height + 1, Map.of());
  }

  private Expansion mapping(RawYaml.Mapping mapping, int depth) {
    Map<String, Expansion> fields = new LinkedHashMap<>();
    Map<String, Integer> keys = new TreeMap<>();
    for (RawYaml.Entry entry : mapping.entries()) {
      if (entry.key() instanceof RawYaml.Scalar scalar && scalar.isMerge()) {
        merge(entry.value(), depth, fields);
        continue;
      }
      Optional<String> key = key(entry.key());
      Expansion value = expand(entry.value(), depth + 1);
      if (key.isEmpty()) {
        continue;
      }
      Integer first = keys.putIfAbsent(key.get(), entry.key().start());
      if (first == null) {
        fields.put(key.get(), value);
      } else {
        refusals.add(Refusal.duplicate(key.get(), text.line(first), entry.key().start()));
      }
    }
    return object(mapping, fields);
  }

  private Expansion object(RawYaml.Mapping mapping, Map<String, Expansion> fields) {
    Fields values = new Fields();
    Map<String, Places.Node> nodes = new LinkedHashMap<>();
    int size = 1;
    int height = 0;
    for (Map.Entry<String, Expansion> field : fields.entrySet()) {
      values.put(field.getKey(), field.getValue().value());
      nodes.put(field.getKey(), field.getValue().node());
      size += field.getValue().size();
      height = Math.max(height, field.getValue().height());
    }
    return new Expansion(
        values.object(), node(mapping, nodes, List.of()), size, height + 1, fields);
  }

  private Optional<String> key(RawYaml written) {
    RawYaml target =
        written instanceof RawYaml.Alias alias ? alias.anchor().written().orElseThrow() : written;
    if (!(target instanceof RawYaml.Scalar scalar)) {
      refusals.add(
          new Refusal(
              Problem.Code.YAML_SYNTAX,
              written.start(),
              "a list or mapping is used as a key; is this an unrendered template?"));
      return Optional.empty();
    }
    try {
      Optional<String> key = ScalarResolver.resolve(scalar).toKey();
      if (key.isEmpty()) {
        refusals.add(
            new Refusal(
                Problem.Code.YAML_SYNTAX, written.start(), "the key is null; quote the text."));
      }
      return key;
    } catch (Refusal refusal) {
      refusals.add(refusal);
      return Optional.empty();
    }
  }

  /// go-yaml v2 takes keys and merges in the order of the file: a merge overwrites what stands
  /// above it, and what stands below overwrites the merge.
  private void merge(RawYaml written, int depth, Map<String, Expansion> fields) {
    switch (written) {
      case RawYaml.Sequence sequence -> {
        // From the last to the first, so that the first has the last word.
        for (RawYaml item : sequence.items().reversed()) {
          mergeOne(item, depth, fields);
        }
      }
      case RawYaml.Scalar _, RawYaml.Mapping _, RawYaml.Alias _ -> mergeOne(written, depth, fields);
    }
  }

  private void mergeOne(RawYaml written, int depth, Map<String, Expansion> fields) {
    Expansion merged = expand(written, depth);
    if (!(merged.value() instanceof Value.Obj)) {
      refusals.add(
          new Refusal(
              Problem.Code.YAML_SYNTAX,
              written.start(),
              "a merge key (<<) needs a mapping, or a list of mappings."));
      return;
    }
    fields.putAll(merged.fields());
  }

  private Places.Node node(
      RawYaml written, Map<String, Places.Node> fields, List<Places.Node> items) {
    return new Places.Node(
        text.line(written.start()),
        text.column(written.start()),
        written.start(),
        written.end(),
        false,
        fields,
        items,
        written instanceof RawYaml.Scalar
            && text.content().startsWith("|", text.unit(written.start())));
  }
}

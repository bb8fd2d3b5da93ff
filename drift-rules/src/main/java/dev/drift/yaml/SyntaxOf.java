package dev.drift.yaml;

import java.util.IdentityHashMap;
import java.util.Optional;

/// Turns what a parser found into the form that other packages see.
final class SyntaxOf {
  private final Text text;
  private final IdentityHashMap<Anchor, Integer> anchors = new IdentityHashMap<>();

  SyntaxOf(Text text) {
    this.text = text;
  }

  Syntax node(RawYaml raw) {
    return switch (raw) {
      case RawYaml.Scalar scalar ->
          new Syntax.Scalar(
              scalar.text(),
              scalar.style(),
              scalar.tag(),
              scalar.anchor().map(this::number),
              text.unit(scalar.outer()),
              // Where nothing follows an anchor or a tag, the search for the value went too far.
              text.unit(Math.min(scalar.start(), scalar.end())),
              text.unit(scalar.end()));
      case RawYaml.Sequence sequence ->
          new Syntax.Sequence(
              sequence.items().stream().map(this::node).toList(),
              sequence.flow(),
              sequence.anchor().map(this::number),
              text.unit(sequence.outer()),
              text.unit(sequence.start()),
              text.unit(sequence.end()));
      case RawYaml.Mapping mapping ->
          new Syntax.Mapping(
              mapping.entries().stream().map(this::entry).toList(),
              mapping.flow(),
              mapping.anchor().map(this::number),
              text.unit(mapping.outer()),
              text.unit(mapping.start()),
              text.unit(mapping.end()));
      case RawYaml.Alias alias ->
          new Syntax.Alias(
              number(alias.anchor()), text.unit(alias.start()), text.unit(alias.end()));
    };
  }

  private Syntax.Entry entry(RawYaml.Entry entry) {
    return new Syntax.Entry(name(entry.key()), node(entry.key()), node(entry.value()));
  }

  /// What the reader makes of a key. It has refused documents with other keys.
  private static Optional<String> name(RawYaml key) {
    RawYaml target =
        key instanceof RawYaml.Alias alias ? alias.anchor().written().orElseThrow() : key;
    return target instanceof RawYaml.Scalar scalar
            && !(key instanceof RawYaml.Scalar written && written.isMerge())
        ? keyOf(scalar)
        : Optional.empty();
  }

  private static Optional<String> keyOf(RawYaml.Scalar scalar) {
    try {
      return ScalarResolver.resolve(scalar).toKey();
    } catch (Refusal _) {
      return Optional.empty();
    }
  }

  private int number(Anchor anchor) {
    return anchors.computeIfAbsent(anchor, _ -> anchors.size());
  }
}

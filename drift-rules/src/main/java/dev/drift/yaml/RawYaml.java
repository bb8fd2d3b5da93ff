package dev.drift.yaml;

import java.util.List;
import java.util.Optional;

/// A document as it is written, before aliases, merge keys and scalars are resolved.
///
/// Offsets count code points of the file; `end` is exclusive.
sealed interface RawYaml {
  int start();

  int end();

  /// @param tag the long form, such as `tag:yaml.org,2002:str`
  /// @param outer where its anchor or tag starts, if it has one
  record Scalar(
      String text,
      Optional<String> tag,
      Syntax.Style style,
      int outer,
      int start,
      int end,
      Optional<Anchor> anchor)
      implements RawYaml {
    /// Neither quoted nor a block, so that the text decides the type.
    boolean plain() {
      return style == Syntax.Style.PLAIN;
    }

    /// Whether this, as a key, merges another mapping into its own.
    boolean isMerge() {
      return text.equals("<<")
          && (tag.isEmpty() ? plain() : tag.get().equals("tag:yaml.org,2002:merge"));
    }
  }

  /// @param flow whether it is written in brackets
  record Sequence(
      List<RawYaml> items, boolean flow, int outer, int start, int end, Optional<Anchor> anchor)
      implements RawYaml {}

  /// @param flow whether it is written in braces
  record Mapping(
      List<Entry> entries, boolean flow, int outer, int start, int end, Optional<Anchor> anchor)
      implements RawYaml {}

  record Entry(RawYaml key, RawYaml value) {}

  /// @param start of the alias itself, not of what it stands for
  record Alias(Anchor anchor, int start, int end) implements RawYaml {}
}

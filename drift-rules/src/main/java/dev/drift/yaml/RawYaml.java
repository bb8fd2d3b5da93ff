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
  /// @param plain neither quoted nor a block, so that the text decides the type
  record Scalar(
      String text, Optional<String> tag, boolean plain, int start, int end, Optional<Anchor> anchor)
      implements RawYaml {
    /// Whether this, as a key, merges another mapping into its own.
    boolean isMerge() {
      return text.equals("<<")
          && (tag.isEmpty() ? plain : tag.get().equals("tag:yaml.org,2002:merge"));
    }
  }

  record Sequence(List<RawYaml> items, int start, int end, Optional<Anchor> anchor)
      implements RawYaml {}

  record Mapping(List<Entry> entries, int start, int end, Optional<Anchor> anchor)
      implements RawYaml {}

  record Entry(RawYaml key, RawYaml value) {}

  /// @param start of the alias itself, not of what it stands for
  record Alias(Anchor anchor, int start, int end) implements RawYaml {}
}

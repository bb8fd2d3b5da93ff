package dev.drift.yaml;

import java.util.Optional;

/// A value with a name that aliases use. Filled while the document is parsed, read afterwards.
final class Anchor {
  private Optional<RawYaml> written = Optional.empty();
  private Optional<Expansion> expansion = Optional.empty();
  private boolean shared;

  /// Empty while the value is still being parsed: an alias then stands within its own value.
  Optional<RawYaml> written() {
    return written;
  }

  void close(RawYaml value) {
    written = Optional.of(value);
  }

  /// Whether any alias uses it.
  boolean shared() {
    return shared;
  }

  void share() {
    shared = true;
  }

  Optional<Expansion> expansion() {
    return expansion;
  }

  void expandTo(Expansion value) {
    expansion = Optional.of(value);
  }
}

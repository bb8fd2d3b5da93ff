package dev.drift.yaml;

import java.util.List;
import java.util.Optional;

/// A node of a document as it is written: nothing followed, nothing resolved but the names of keys.
///
/// Offsets count UTF-16 units of the file; `end` is exclusive. Of a block collection, `end` is that
/// of its last value; of a block scalar, the start of the line behind it.
public sealed interface Syntax {
  /// Where its anchor or tag starts, if it has one; otherwise `start`.
  int outer();

  /// Where the value itself starts.
  int start();

  int end();

  /// How a scalar is written.
  enum Style {
    PLAIN,
    SINGLE,
    DOUBLE,
    /// `|`
    LITERAL,
    /// `>`
    FOLDED
  }

  /// @param text without quotes, escapes and indentation
  /// @param tag the long form, such as `tag:yaml.org,2002:str`
  /// @param anchor a number that its aliases share
  record Scalar(
      String text,
      Style style,
      Optional<String> tag,
      Optional<Integer> anchor,
      int outer,
      int start,
      int end)
      implements Syntax {
    /// Whether nothing is written, as in `key:`.
    public boolean isEmpty() {
      return style == Style.PLAIN && start == end;
    }

    /// Whether its text stands in the lines below.
    public boolean isBlock() {
      return style == Style.LITERAL || style == Style.FOLDED;
    }
  }

  /// @param flow whether it is written in brackets
  record Sequence(
      List<Syntax> items, boolean flow, Optional<Integer> anchor, int outer, int start, int end)
      implements Syntax {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// @param flow whether it is written in braces
  record Mapping(
      List<Entry> entries, boolean flow, Optional<Integer> anchor, int outer, int start, int end)
      implements Syntax {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /// The entry of this name; merge keys have none.
    public Optional<Entry> entry(String name) {
      return entries.stream()
          .filter(entry -> entry.name().equals(Optional.of(name)))
          .reduce((_, last) -> last);
    }
  }

  /// @param name empty for a merge key (`<<`)
  record Entry(Optional<String> name, Syntax key, Syntax value) {}

  /// @param anchor the number of what it stands for
  record Alias(int anchor, int start, int end) implements Syntax {
    @Override
    public int outer() {
      return start;
    }
  }
}

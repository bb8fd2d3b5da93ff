package dev.drift.source.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;
import dev.drift.model.origin.Saying;
import dev.drift.model.value.Path;

/// A text in a file that may be what sets a value.
///
/// @param path of the file, without the prefix of its source
/// @param start offset of the text in UTF-16 units, without quotes
/// @param place where a person would edit
/// @param image whether it is the name of an image
/// @param leaf of a text within a value that is an object or a list: its path from there
/// @param rank the lowest is tried first
record Candidate(
    String path,
    int start,
    String text,
    Place place,
    Saying.Kind kind,
    String key,
    boolean image,
    Path leaf,
    int rank) {
  Candidate {
    requireNonNull(path, "path is null");
    requireNonNull(text, "text is null");
    requireNonNull(place, "place is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(key, "key is null");
    requireNonNull(leaf, "leaf is null");
  }

  /// Where a marker goes: several questions may be about one.
  record Spot(String path, int start, String text, boolean image) {
    int end() {
      return start + text.length();
    }

    /// @param number as [Marker#of]
    String marker(int number) {
      return Marker.of(text, number, image);
    }
  }

  Spot spot() {
    return new Spot(path, start, text, image);
  }

  /// A truth value has only one other value, so that it does not show which key set it.
  boolean isTruth() {
    return text.equals("true") || text.equals("false");
  }
}

package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

/// Where something is written: a stretch of a file.
///
/// @param file path in the source, with `/`
/// @param line counted from 1
/// @param column counted from 1, in code points
/// @param start offset in code points of the first character, from 0
/// @param end offset in code points after the last character
/// @param alias whether the text is reached through a YAML alias, so that an edit there changes
///     other places too
public record Place(String file, int line, int column, int start, int end, boolean alias) {
  public Place {
    requireNonNull(file, "file is null");
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}

package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What Git has to say so that it says what runs: files of one source, proven to change nothing
/// else.
///
/// @param source its name; empty if it is the only one
/// @param files new contents by path from the root of the source; empty for a file that is deleted
public record Rewrite(String source, Map<String, Optional<byte[]>> files) {
  public Rewrite {
    requireNonNull(source, "source is null");
    files = new TreeMap<>(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a rewrite of no file");
    }
  }

  /// The files as reports name them.
  public List<String> shown() {
    return files.keySet().stream()
        .map(path -> source.isEmpty() ? path : source + "/" + path)
        .toList();
  }

  /// Files may hold secrets.
  @Override
  public String toString() {
    return "Rewrite(%s)".formatted(String.join(", ", shown()));
  }
}

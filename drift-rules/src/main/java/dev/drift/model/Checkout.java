package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// The files of a source at one moment.
///
/// @param files sorted by path
/// @param problems files that were refused: too large, outside the repository, not readable
public record Checkout(Source source, List<SourceFile> files, List<Problem> problems) {
  public Checkout {
    requireNonNull(source, "source is null");
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }
}

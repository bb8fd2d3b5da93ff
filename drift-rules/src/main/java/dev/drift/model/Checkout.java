package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// The files of a source at one moment.
///
/// @param files sorted by path
/// @param others files outside of the paths of the source, sorted by path
/// @param othersUnread why these are not all of them; empty if they are
/// @param skipped files and folders that were left out with a reason: submodules, links to folders
/// @param heads its branches; empty if nobody was asked for them, as for a commit that was here
/// @param problems files that were refused: too large, outside the repository, not readable
public record Checkout(
    Source source,
    Optional<Heads> heads,
    List<SourceFile> files,
    List<SourceFile> others,
    Optional<String> othersUnread,
    List<Skipped> skipped,
    List<Problem> problems) {
  public Checkout {
    requireNonNull(source, "source is null");
    requireNonNull(heads, "heads is null");
    files = List.copyOf(files);
    others = List.copyOf(others);
    requireNonNull(othersUnread, "othersUnread is null");
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }

  /// Of a source without branches.
  public Checkout(
      Source source, List<SourceFile> files, List<Skipped> skipped, List<Problem> problems) {
    this(source, Optional.of(Heads.NONE), files, List.of(), Optional.empty(), skipped, problems);
  }

  /// A checkout in which nothing was left out.
  public Checkout(Source source, List<SourceFile> files, List<Problem> problems) {
    this(source, files, List.of(), problems);
  }
}

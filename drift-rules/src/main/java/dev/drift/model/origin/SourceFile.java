package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A file of a source, read whole.
///
/// @param path from the root of the repository, with `/`
/// @param content as stored in Git, without any conversion; not copied, and not to be changed
/// @param id what Git calls this content; empty for a file that stands on a disk
@SuppressWarnings("ArrayRecordComponent") // compared by identity only; copying would double memory
public record SourceFile(String path, byte[] content, Optional<String> id) {
  public SourceFile {
    requireNonNull(path, "path is null");
    requireNonNull(content, "content is null");
    requireNonNull(id, "id is null");
  }

  /// A file of which Git was not asked.
  public SourceFile(String path, byte[] content) {
    this(path, content, Optional.empty());
  }

  @Override
  public String toString() {
    return "SourceFile(%s, %d bytes)".formatted(path, content.length);
  }
}

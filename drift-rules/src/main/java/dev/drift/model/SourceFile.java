package dev.drift.model;

import static java.util.Objects.requireNonNull;

/// A file of a source, read whole.
///
/// @param path from the root of the repository, with `/`
/// @param content as stored in Git, without any conversion; not copied, and not to be changed
@SuppressWarnings("ArrayRecordComponent") // compared by identity only; copying would double memory
public record SourceFile(String path, byte[] content) {
  public SourceFile {
    requireNonNull(path, "path is null");
    requireNonNull(content, "content is null");
  }

  @Override
  public String toString() {
    return "SourceFile(%s, %d bytes)".formatted(path, content.length);
  }
}

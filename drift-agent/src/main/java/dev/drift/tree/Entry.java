package dev.drift.tree;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;

/// An entry of a file tree.
///
/// @param path from the root of the tree, with `/`; empty for the root
public record Entry(String path, Kind kind, Content content) {
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    SUBMODULE,
    /// A device, a pipe, a socket.
    OTHER,
    /// A folder that may not be listed.
    CLOSED
  }

  public Entry {
    requireNonNull(path, "path is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(content, "content is null");
  }

  /// The bytes of a file, or where a link leads.
  public interface Content {
    /// @throws IOException if it cannot be read
    long size() throws IOException;

    /// All of it, or one byte more than `limit` where it is larger.
    ///
    /// @throws IOException if it cannot be read
    byte[] read(int limit) throws IOException;

    /// Its Git object ID; empty if it is on disk.
    default Optional<String> id() {
      return Optional.empty();
    }
  }
}

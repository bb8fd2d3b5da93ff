package dev.drift.git.repository;

import java.util.Optional;

/// Contents of files that need not be unpacked from Git.
@FunctionalInterface
public interface KnownContent {
  KnownContent NONE = _ -> Optional.empty();

  /// The content of a file, if it is known.
  ///
  /// @param id of its Git object
  Optional<byte[]> content(String id);
}

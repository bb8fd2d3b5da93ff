package dev.drift.source;

import dev.drift.tree.SourceTree;

/// The source at other commits than the one that is read.
@FunctionalInterface
public interface OtherRevisions {
  /// @param commit 40 hexadecimal digits, or the first 12 of them
  Answer at(String commit);

  /// What came of it.
  sealed interface Answer {
    /// @param tree can be read as long as that of the source
    record Found(SourceTree tree) implements Answer {}

    /// @param why a clause
    record Unknown(String why) implements Answer {}
  }
}

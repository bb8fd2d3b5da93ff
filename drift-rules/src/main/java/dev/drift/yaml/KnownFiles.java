package dev.drift.yaml;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// What files said when they were read before, by the id of their content. Used by several threads.
public interface KnownFiles {
  /// Nothing is known, and nothing is kept.
  KnownFiles NONE =
      new KnownFiles() {
        @Override
        public Optional<List<Value>> documents(SourceFile file) {
          return Optional.empty();
        }

        @Override
        public void keep(SourceFile file, List<Value> documents) {}
      };

  /// All documents of the file in their order; empty if they are not known.
  Optional<List<Value>> documents(SourceFile file);

  /// Takes what a file without a problem says.
  ///
  /// @param documents all of them, in their order
  void keep(SourceFile file, List<Value> documents);
}

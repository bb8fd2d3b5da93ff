package dev.drift.act.record;

import dev.drift.model.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// What is kept of a target from run to run: the record of acts, and what runs remember.
///
/// All methods throw a [dev.drift.model.DriftException] if it cannot be read or written.
public interface Records {
  /// For the one run that acts.
  ///
  /// @param before is given the entries that are there, in the order in which they were written
  /// @throws dev.drift.model.DriftException also if another run has it open
  ActRecord open(Consumer<Value.Obj> before);

  /// For a run that only looks: what is being written meanwhile may be missing.
  ///
  /// @param each is given the entries in the order in which they were written
  void read(Consumer<Value.Obj> each);

  /// @param name of a document
  /// @return empty if it was never kept
  Optional<Value.Obj> document(String name);

  /// Replaces a document; if that fails, the old one is there still.
  void keep(String name, Value.Obj document);

  /// Where a document is, for messages.
  String place(String name);
}

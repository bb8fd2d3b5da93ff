package dev.drift.act.revert;

import dev.drift.plan.Act;
import dev.drift.plan.Outcome;
import java.util.Optional;

/// Writes down what is about to be done and what became of it. Both are on the disk when the
/// methods return.
public interface Journal {
  /// @param version the resourceVersion on which it is done; empty if the object is not there
  /// @return by which [#end] finds it
  String begin(Act act, Optional<String> version);

  void end(String id, Outcome outcome);
}

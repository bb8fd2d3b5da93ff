package dev.drift.act.revert;

import dev.drift.plan.Act;
import dev.drift.plan.Outcome;
import java.util.Optional;

/// Writes down what is about to be done and what became of it, so that it is on the disk before
/// anything is changed.
public interface Journal {
  /// @param version the resourceVersion on which it is done; empty if the object is not there
  /// @return by which the other methods find it
  String begin(Act act, Optional<String> version);

  /// Before the one request that may change something. Until then, an act that was refused before
  /// may be kept from the record: it may be refused again.
  void sending(String id);

  void end(String id, Outcome outcome);
}

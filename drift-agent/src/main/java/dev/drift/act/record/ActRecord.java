package dev.drift.act.record;

import dev.drift.model.value.Value;

/// Where acts are written down, each entry durable before the method returns. Only one run has it
/// open.
public interface ActRecord extends AutoCloseable {
  /// @throws dev.drift.model.DriftException if it is not certainly durable; then nothing is done
  void append(Value.Obj entry);

  @Override
  void close();
}

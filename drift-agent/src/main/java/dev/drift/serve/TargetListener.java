package dev.drift.serve;

import dev.drift.model.Problem;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Who wants to know what happens to a target. It is called by the target's thread, and must not
/// take long.
interface TargetListener {
  /// Everything is about to be read and compared; [#checked] or [#failed] follows.
  default void checking(Instant at) {}

  /// Everything was read and compared.
  void checked(Current current, Duration time);

  /// What watches reported was compared, or a moment passed.
  void current(Current current);

  /// Git was read, or could not be. Called by another thread.
  void fetched(GitState git, Duration time);

  /// The target could not be read or compared. It is tried again.
  void failed(Instant at, List<Problem> problems);

  /// The thread of the target is alive.
  void beat(Instant at);
}

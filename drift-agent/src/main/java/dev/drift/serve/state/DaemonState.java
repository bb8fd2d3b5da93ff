package dev.drift.serve.state;

import dev.drift.report.view.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the daemon shows of itself: read by the API, the health routes and the metrics.
///
/// All methods may be called by many threads at once and return at once. Only [#runs] and
/// [#timeline] may read the store. Nothing here holds a plain secret.
public interface DaemonState {
  Instant startedAt();

  /// Whether this replica checks and acts; true if no leader is elected.
  boolean leader();

  /// In the order of the configuration. Each call returns the present state.
  List<TargetState> targets();

  /// The threads that must go on for the daemon to do its work.
  List<Loop> loops();

  /// Recorded runs of a target, the newest first.
  ///
  /// @param target the identity of a target of [#targets]
  /// @param offset how many of the newest to skip
  /// @param limit at least 1
  /// @throws dev.drift.model.DriftException if the store cannot be read
  List<RunSummary> runs(String target, int offset, int limit);

  /// What the store knows of the findings of a target over time.
  ///
  /// @param target the identity of a target of [#targets]
  /// @return empty without a store
  /// @throws dev.drift.model.DriftException if the store cannot be read
  Optional<Timeline> timeline(String target);
}

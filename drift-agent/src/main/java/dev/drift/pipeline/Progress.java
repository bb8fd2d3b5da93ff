package dev.drift.pipeline;

import java.util.function.Supplier;

/// Hears what a run is doing, so that a person who waits may see it.
public interface Progress {
  /// Tells nobody.
  Progress NONE = _ -> () -> {};

  /// Begins a step; steps may overlap.
  ///
  /// @param what the step as a person would say it, such as `Reading the cluster`; no full stop
  Step start(String what);

  /// Something about the latest step that a person may want to know, such as what it waits for.
  default void note(String what) {}

  /// Does the work as one step.
  default <T> T during(String what, Supplier<T> work) {
    try (var _ = start(what)) {
      return work.get();
    }
  }

  /// A step that has begun; closing ends it.
  interface Step extends AutoCloseable {
    @Override
    void close();
  }
}

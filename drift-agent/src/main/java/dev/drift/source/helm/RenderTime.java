package dev.drift.source.helm;

import dev.drift.source.tool.RenderWorkspace;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How long programs may take for all releases of a source together: each run has a limit of its
/// own, but a source may have a thousand releases. Safe for use by several threads.
public final class RenderTime {
  private static final Duration MOST = Duration.ofMinutes(10);

  /// What fails after so long most likely fails so each time.
  private static final Duration SLOW = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Set<String> slow = new HashSet<>();
  private long spent;

  public RenderTime() {
    this(System::nanoTime);
  }

  RenderTime(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Runs a program, unless it would take too long.
  ///
  /// @param what is rendered: if it fails after a long time, it is not run again
  public RenderWorkspace.Result run(String what, Supplier<RenderWorkspace.Result> program) {
    Optional<String> refusal = refusal(what);
    if (refusal.isPresent()) {
      return new RenderWorkspace.Result.Failed(refusal.get());
    }
    long start = nanos.getAsLong();
    RenderWorkspace.Result result = program.get();
    took(what, nanos.getAsLong() - start, result instanceof RenderWorkspace.Result.Failed);
    return result;
  }

  private synchronized void took(String what, long time, boolean failed) {
    spent += time;
    if (failed && time >= SLOW.toNanos()) {
      slow.add(what);
    }
  }

  /// Why it is not run: a clause.
  public synchronized Optional<String> refusal(String what) {
    if (slow.contains(what)) {
      return Optional.of(
          "the same failed before after more than %d seconds, so it is not rendered again"
              .formatted(SLOW.toSeconds()));
    }
    return spent >= MOST.toNanos()
        ? Optional.of(
            "rendering the releases of this source took more than %d minutes, so the rest is not rendered"
                .formatted(MOST.toMinutes()))
        : Optional.empty();
  }
}

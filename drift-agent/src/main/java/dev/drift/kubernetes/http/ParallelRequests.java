package dev.drift.kubernetes.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Sends requests of one sort for many things, but only so many at once.
///
/// On platform threads: there are few, and what virtual ones need is a tenth of a short run.
public final class ParallelRequests {
  /// How many requests an API server is sent at once.
  public static final int AT_ONCE = 8;

  private ParallelRequests() {}

  /// The results in the order of the items. What one throws ends the others and is thrown.
  public static <T, R> List<R> map(List<T> items, int atOnce, Function<T, R> function) {
    return map(items, atOnce, function, "drift-read", /* endsOthers= */ true);
  }

  /// The same for requests that must not be broken off: what one throws is thrown when all others
  /// are finished.
  public static <T, R> List<R> finish(List<T> items, int atOnce, Function<T, R> function) {
    return map(items, atOnce, function, "drift-act", /* endsOthers= */ false);
  }

  private static <T, R> List<R> map(
      List<T> items, int atOnce, Function<T, R> function, String thread, boolean endsOthers) {
    if (items.size() == 1) {
      return List.of(function.apply(items.getFirst()));
    }
    // Closing it waits for what is not ended.
    try (ExecutorService executor =
        Executors.newFixedThreadPool(atOnce, DaemonThreads.of(thread))) {
      List<Future<R>> futures = new ArrayList<>(items.size());
      for (T item : items) {
        futures.add(executor.submit(() -> function.apply(item)));
      }
      try {
        List<R> results = new ArrayList<>(items.size());
        for (Future<R> future : futures) {
          results.add(future.get());
        }
        return results;
      } catch (ExecutionException e) {
        if (endsOthers) {
          executor.shutdownNow();
        }
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}

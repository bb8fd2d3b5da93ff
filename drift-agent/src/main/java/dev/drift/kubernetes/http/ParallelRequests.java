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
    if (items.size() == 1) {
      return List.of(function.apply(items.getFirst()));
    }
    try (ExecutorService executor =
        Executors.newFixedThreadPool(atOnce, DaemonThreads.of("drift-read"))) {
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
        executor.shutdownNow();
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

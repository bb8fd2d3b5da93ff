package dev.drift.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Runs acts in parallel. None is interrupted when another one fails.
final class ParallelActs {
  private static final int AT_ONCE = 8;

  private ParallelActs() {}

  /// The results in the order of the items. What the first of them throws is thrown afterwards.
  static <T, R> List<R> map(List<T> items, Function<T, R> function) {
    if (items.size() == 1) {
      return List.of(function.apply(items.getFirst()));
    }
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("drift-act-", 0).factory())) {
      List<Callable<R>> all = new ArrayList<>();
      items.forEach(item -> all.add(() -> function.apply(item)));
      List<R> results = new ArrayList<>();
      for (Future<R> one : executor.invokeAll(all)) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

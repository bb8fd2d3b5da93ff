package dev.drift.source.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Runs programs side by side: each of them computes on one processor most of the time.
public final class SideBySide {
  private SideBySide() {}

  /// What comes of each, in this order; at most as many at once as there are processors.
  ///
  /// @param programs do nothing else, so that nothing else need be safe for several threads
  public static List<RenderWorkspace.Result> run(List<Supplier<RenderWorkspace.Result>> programs) {
    if (programs.size() < 2) {
      return programs.stream().map(Supplier::get).toList();
    }
    int threads = Math.min(programs.size(), Runtime.getRuntime().availableProcessors());
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Callable<RenderWorkspace.Result>> calls = new ArrayList<>();
      programs.forEach(it -> calls.add(it::get));
      List<RenderWorkspace.Result> results = new ArrayList<>();
      for (Future<RenderWorkspace.Result> each : executor.invokeAll(calls)) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      return programs.stream()
          .<RenderWorkspace.Result>map(
              _ -> new RenderWorkspace.Result.Failed("rendering was interrupted"))
          .toList();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a program does not fail but say so", e.getCause());
    }
  }
}

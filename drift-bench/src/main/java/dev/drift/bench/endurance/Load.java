package dev.drift.bench.endurance;

import dev.drift.bench.BenchException;
import dev.drift.testkit.AdminClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Sends edits to the API server at a steady rate.
final class Load {
  /// Requests at once.
  private static final int AT_ONCE = 16;

  private final AdminClient client;

  Load(AdminClient client) {
    this.client = client;
  }

  /// @param perSecond how many edits are begun in a second
  /// @return when the API server had answered each, by the name of its object. If an object is
  ///     edited twice, the last time counts
  /// @throws BenchException if the API server refuses one
  Map<String, Long> send(List<Edit> edits, double perSecond) throws InterruptedException {
    Map<String, Long> answered = new ConcurrentHashMap<>();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int at = next.getAndIncrement();
                        at < edits.size();
                        at = next.getAndIncrement()) {
                      Edit edit = edits.get(at);
                      LockSupport.parkNanos(
                          start + (long) (at * 1e9 / perSecond) - System.nanoTime());
                      if (client.patch(edit.path(), "merge-patch", edit.patch()).succeeded()) {
                        answered.put(edit.object(), System.nanoTime());
                      } else {
                        refused.incrementAndGet();
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (refused.get() > 0) {
      throw new BenchException("the API server refused %d edits".formatted(refused.get()));
    }
    return answered;
  }
}

package dev.drift.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Requests that must not be broken off.
class ParallelRequestsTest {
  private static final List<Integer> MANY = IntStream.range(0, 40).boxed().toList();

  @Test
  void resultsAreInTheOrderOfTheItems() {
    CyclicBarrier pair = new CyclicBarrier(2);
    assertThat(
            ParallelRequests.finish(
                MANY,
                ParallelRequests.AT_ONCE,
                it -> {
                  meet(pair); // Nothing would end if they were done one by one.
                  return it * 2;
                }))
        .isEqualTo(MANY.stream().map(it -> it * 2).toList());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatFailsEndsNoOther() {
    Set<Integer> finished = ConcurrentHashMap.newKeySet();
    assertThatThrownBy(
            () ->
                ParallelRequests.finish(
                    MANY,
                    ParallelRequests.AT_ONCE,
                    it -> {
                      if (it == 3) {
                        throw new IllegalArgumentException("the third");
                      }
                      finished.add(it);
                      return it;
                    }))
        .hasMessage("the third");
    assertThat(finished).hasSize(MANY.size() - 1);
  }

  @Test
  void nothingIsDoneWithNothing() {
    assertThat(ParallelRequests.finish(List.of(), ParallelRequests.AT_ONCE, it -> it)).isEmpty();
  }
}

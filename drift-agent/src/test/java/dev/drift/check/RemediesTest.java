package dev.drift.check;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/// Every sixth change, so that the suite stays short; [RemediesSoakTest] tries them all.
@Tag("cluster")
final class RemediesTest extends Remedies {
  private static final int STEP = 6;

  @Override
  List<ChangeFixture> changes() {
    List<ChangeFixture> all = ChangesTest.changes();
    return IntStream.range(0, all.size())
        .filter(index -> index % STEP == 0)
        .mapToObj(all::get)
        .toList();
  }
}

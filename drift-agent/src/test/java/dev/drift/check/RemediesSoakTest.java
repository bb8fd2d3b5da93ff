package dev.drift.check;

import java.util.List;
import org.junit.jupiter.api.Tag;

/// All of the changes: a quarter of an hour.
@Tag("cluster")
@Tag("soak")
final class RemediesSoakTest extends Remedies {
  @Override
  List<ChangeFixture> changes() {
    return ChangesTest.changes();
  }
}

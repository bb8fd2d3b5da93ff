package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.drift.text.Settings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One long value of a text is read in memory that grows with its length, not with the square. The
/// times of such texts are in `GrowthTest`.
class LongTextTest {
  private static final int SHORT = 50_000;
  private static final int FACTOR = 16;

  @ParameterizedTest
  @ValueSource(
      strings = {"k: %s", "k: \"%s\"", "k: '%s'", "? %s", "k: |\n  %s", "k: &%s a", "# %s"})
  void yaml(String form) {
    long ofShort = allocated(form, "x".repeat(SHORT));
    long ofLong = allocated(form, "x".repeat(SHORT * FACTOR));

    assertThat((double) ofLong / ofShort).isLessThan(2 * FACTOR);
  }

  @Test
  void theBytesOfThisThreadAreCounted() {
    long before = bytes();
    assertThat(new byte[1_000_000]).isNotEmpty();

    assertThat(bytes() - before).isBetween(1_000_000L, 3_000_000L);
  }

  private static long allocated(String form, String value) {
    String text = form.formatted(value) + "\n";
    Settings.read("file.yaml", text);
    long before = bytes();
    Settings.read("file.yaml", text);
    return bytes() - before;
  }

  private static long bytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}

package dev.drift.process;

import java.io.ByteArrayOutputStream;

/// What a process printed, up to a limit. One thread adds, another takes.
final class LimitedOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int maximum;
  private boolean exceeded;

  LimitedOutput(int maximum) {
    this.maximum = maximum;
  }

  /// Whether it still fits.
  synchronized boolean add(byte[] buffer, int count) {
    exceeded = exceeded || count > maximum - bytes.size();
    if (!exceeded) {
      bytes.write(buffer, 0, count);
    }
    return !exceeded;
  }

  synchronized boolean isExceeded() {
    return exceeded;
  }

  synchronized byte[] bytes() {
    return bytes.toByteArray();
  }
}

package dev.drift.files;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/// Bytes in memory, up to a limit. One thread may write while another takes.
public final class LimitedOutput extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int maximum;
  private boolean exceeded;

  /// @param maximum bytes that may come
  public LimitedOutput(int maximum) {
    this.maximum = maximum;
  }

  /// Whether more came than is allowed; nothing that came since is kept.
  public synchronized boolean isExceeded() {
    return exceeded;
  }

  public synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  /// @throws TooLargeException if it does not fit
  @Override
  public synchronized void write(int one) throws TooLargeException {
    makeRoom(1);
    bytes.write(one);
  }

  /// @throws TooLargeException if it does not fit
  @Override
  public synchronized void write(byte[] from, int offset, int length) throws TooLargeException {
    makeRoom(length);
    bytes.write(from, offset, length);
  }

  private void makeRoom(int more) throws TooLargeException {
    exceeded = exceeded || more > maximum - bytes.size();
    if (exceeded) {
      throw new TooLargeException();
    }
  }
}

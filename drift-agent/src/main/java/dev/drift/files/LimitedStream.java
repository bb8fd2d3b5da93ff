package dev.drift.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Ends with a [TooLargeException] where more than so many bytes come.
public final class LimitedStream extends FilterInputStream {
  private long left;

  /// @param maximum bytes that may come
  public LimitedStream(InputStream in, long maximum) {
    super(in);
    this.left = maximum;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) throws TooLargeException {
    left -= read;
    if (left < 0) {
      throw new TooLargeException();
    }
  }
}

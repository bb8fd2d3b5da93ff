package dev.drift.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Bytes in memory, up to a limit.
final class BoundedOutput extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int most;

  BoundedOutput(int most) {
    this.most = most;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  @Override
  public void write(int one) throws IOException {
    makeRoom(1);
    bytes.write(one);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    makeRoom(length);
    bytes.write(from, offset, length);
  }

  private void makeRoom(int more) throws IOException {
    if (more > most - bytes.size()) {
      throw new IOException("there are more than %d bytes".formatted(most));
    }
  }
}

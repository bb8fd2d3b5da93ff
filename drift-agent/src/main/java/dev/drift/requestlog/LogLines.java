package dev.drift.requestlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// The lines of a stream, one by one, of which overlong ones are not held in memory.
final class LogLines {
  private final InputStream in;
  private final int maximumBytes;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int filled;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private boolean tooLong;
  private boolean ended;

  LogLines(InputStream in, int maximumBytes) {
    this.in = in;
    this.maximumBytes = maximumBytes;
  }

  /// Goes on to the next line, if there is one.
  boolean next() throws IOException {
    line.reset();
    tooLong = false;
    ended = false;
    boolean any = false;
    while (!ended && fill()) {
      any = true;
      int end = position;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      tooLong |= line.size() + end - position > maximumBytes;
      if (tooLong) {
        line.reset();
      } else {
        line.write(buffer, position, end - position);
      }
      ended = end < filled;
      position = ended ? end + 1 : end;
    }
    return any;
  }

  /// The line without its end; nothing of one that is too long.
  byte[] line() {
    return line.toByteArray();
  }

  boolean tooLong() {
    return tooLong;
  }

  /// Whether a line feed came after it.
  boolean ended() {
    return ended;
  }

  private boolean fill() throws IOException {
    if (position < filled) {
      return true;
    }
    position = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }
}

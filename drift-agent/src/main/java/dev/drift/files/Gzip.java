package dev.drift.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Files that may be compressed, whatever their names say.
public final class Gzip {
  private static final int BUFFER = 64 * 1024;

  private Gzip() {}

  /// The content, decompressed if it starts like a gzip file (RFC 1952).
  ///
  /// @param in is read here, so only the result is used from now on
  /// @throws IOException if it cannot be read or its gzip header is broken
  public static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return packed ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }
}

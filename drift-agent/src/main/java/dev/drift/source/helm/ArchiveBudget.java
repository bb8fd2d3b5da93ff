package dev.drift.source.helm;

import java.io.IOException;

/// How much the archives of a source may unpack to, all of them together: each is small when it is
/// packed.
final class ArchiveBudget {
  private static final long MOST_BYTES = 128L * 1024 * 1024;
  private static final int MOST_ENTRIES = 20_000;

  private long bytes;
  private int entries;

  ArchiveBudget() {
    this(MOST_BYTES, MOST_ENTRIES);
  }

  ArchiveBudget(long bytes, int entries) {
    this.bytes = bytes;
    this.entries = entries;
  }

  /// Takes one entry, whatever its type, with its header.
  ///
  /// @throws IOException if that is too much
  void take(long size) throws IOException {
    bytes -= size;
    entries--;
    if (bytes < 0 || entries < 0) {
      throw new IOException(
          "the archives of this source unpack to more than %d MiB or %d files"
              .formatted(MOST_BYTES >> 20, MOST_ENTRIES));
    }
  }
}

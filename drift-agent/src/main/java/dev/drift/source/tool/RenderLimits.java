package dev.drift.source.tool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How much a program that renders may take.
///
/// @param patience after this time it is killed
/// @param output most bytes that it may print
/// @param memory in KiB, of what it may write into. Go ends itself if it gets no more
/// @param file most bytes of each file that it writes, its messages included
record RenderLimits(Duration patience, int output, int memory, int file) {
  private static final int MEBIBYTE = 1024 * 1024;

  static final RenderLimits DEFAULT =
      new RenderLimits(Duration.ofMinutes(2), 64 * MEBIBYTE, 2 * MEBIBYTE, 64 * MEBIBYTE);

  RenderLimits {
    requireNonNull(patience, "patience is null");
  }

  /// For `ulimit`, whose files count in blocks of 512 bytes. The limit on processor time outlives
  /// Drift, should that be killed.
  /// See <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ulimit.html>.
  String shell() {
    return "ulimit -d %d; ulimit -f %d; ulimit -t %d; ulimit -c 0"
        .formatted(memory, file / 512, 10 * Math.max(1, patience.toSeconds()));
  }
}

package dev.drift.git.remote;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// Keeps a clone of the cache to one user at a time, over processes and threads.
final class CacheLock implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits for its turn, and says so.
  ///
  /// @throws IOException if the lock file cannot be written
  /// @throws DriftException if the turn does not come in ten minutes
  static CacheLock take(Path file, String shown, GitSettings options) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      for (long waited = 0; waited < PATIENCE.toMillis(); waited += STEP.toMillis()) {
        if (lock(channel).isPresent()) {
          taken = true;
          return new CacheLock(channel);
        }
        if (waited == STEP.toMillis() * 5) {
          options.progress().accept("Waiting for another drift process that is reading " + shown);
        }
        Thread.sleep(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    throw new DriftException(
        Problem.of(
            Problem.Code.REPOSITORY_UNREACHABLE,
            "Another drift process has held the clone of %s for ten minutes; stop it, or set DRIFT_CACHE to"
                    .formatted(shown)
                + " another folder."));
  }

  /// The lock of the whole file; empty if somebody else has it.
  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // another thread of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

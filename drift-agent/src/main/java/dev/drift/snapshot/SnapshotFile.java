package dev.drift.snapshot;

import dev.drift.files.AtomicFile;
import dev.drift.files.FileErrors;
import dev.drift.files.Gzip;
import dev.drift.files.LimitedStream;
import dev.drift.files.TooLargeException;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.secret.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// The live state of a cluster in a file: all that a check without the cluster needs, and no
/// secret. JSON, compressed with gzip if the name ends in `.gz`; the same state gives the same
/// bytes.
public final class SnapshotFile {
  private static final long MAXIMUM_BYTES = 2L * 1024 * 1024 * 1024;

  private SnapshotFile() {}

  /// Replaces the file as a whole; only its owner can read it.
  ///
  /// @param redactor masks every object, so its key is the snapshot's
  /// @throws DriftException with OUTPUT_FAILED
  public static void write(LiveState state, Path file, Redactor redactor) {
    if (Files.isDirectory(file)) {
      throw failed(file, "it is a folder");
    }
    boolean packed = file.toString().endsWith(".gz");
    try {
      AtomicFile.writeOwnerOnly(
          file,
          out -> {
            if (packed) {
              try (OutputStream gzip = new GZIPOutputStream(out, 64 * 1024)) {
                new SnapshotWriter(redactor).write(state, gzip);
              }
            } else {
              new SnapshotWriter(redactor).write(state, out);
            }
          });
    } catch (IOException e) {
      throw failed(file, FileErrors.why(e));
    }
  }

  /// @throws DriftException with INVALID_SNAPSHOT
  public static LiveState read(Path file) {
    return read(file, MAXIMUM_BYTES);
  }

  static LiveState read(Path file, long maximumBytes) {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream plain = Gzip.unpacked(in);
      return new SnapshotReader().read(new LimitedStream(plain, maximumBytes));
    } catch (SnapshotFormatException e) {
      throw invalid("The snapshot %s cannot be used: %s.".formatted(file, e.getMessage()));
    } catch (TooLargeException e) {
      throw invalid(
          "The snapshot %s is larger than %d MiB uncompressed."
              .formatted(file, maximumBytes / 1024 / 1024));
    } catch (IOException e) {
      throw invalid(
          "The snapshot %s cannot be read: %s.".formatted(file, SnapshotFormatException.why(e)));
    }
  }

  private static DriftException invalid(String message) {
    return new DriftException(Problem.of(Problem.Code.INVALID_SNAPSHOT, message));
  }

  private static DriftException failed(Path file, String why) {
    return new DriftException(
        Problem.of(
            Problem.Code.OUTPUT_FAILED,
            "The snapshot %s cannot be written: %s.".formatted(file, why)));
  }
}

package dev.drift.cluster;

import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.secret.Redactor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The live state of a cluster in a file: all that a check without the cluster needs, and no
/// secret. JSON, compressed with gzip if the name ends in `.gz`; the same state gives the same
/// bytes.
public final class SnapshotFile {
  private static final long MAXIMUM_BYTES = 2L * 1024 * 1024 * 1024;

  private SnapshotFile() {}

  /// Writes a temporary file and moves it into place, so that no reader sees half a snapshot.
  ///
  /// @param redactor masks every object, so its key is the snapshot's
  /// @throws DriftException with OUTPUT_FAILED
  public static void write(LiveState state, Path file, Redactor redactor) {
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null) {
      throw failed(file, "it is a folder");
    }
    try {
      Path temporary = OwnerOnly.createTemporary(directory, ".drift-snapshot-");
      try {
        try (OutputStream out = open(target, temporary)) {
          new SnapshotWriter(redactor).write(state, out);
        }
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failed(file, Sentences.whyFile(e));
    }
  }

  private static OutputStream open(Path name, Path file) throws IOException {
    OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024);
    return name.toString().endsWith(".gz") ? new GZIPOutputStream(plain, 64 * 1024) : plain;
  }

  /// @throws DriftException with INVALID_SNAPSHOT
  public static LiveState read(Path file) {
    return read(file, MAXIMUM_BYTES);
  }

  static LiveState read(Path file, long maximumBytes) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      InputStream plain = packed ? new GZIPInputStream(in, 64 * 1024) : in;
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

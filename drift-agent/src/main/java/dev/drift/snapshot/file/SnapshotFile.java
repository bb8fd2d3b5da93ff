package dev.drift.snapshot.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.drift.files.AtomicFile;
import dev.drift.files.FileErrors;
import dev.drift.files.Gzip;
import dev.drift.files.LimitedStream;
import dev.drift.files.TooLargeException;
import dev.drift.model.DriftException;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.secret.Redactor;
import dev.drift.snapshot.SnapshotFormatException;
import dev.drift.snapshot.SnapshotReader;
import dev.drift.snapshot.SnapshotWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

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
                SnapshotWriter.write(state, redactor, gzip);
              }
            } else {
              SnapshotWriter.write(state, redactor, out);
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
      return SnapshotReader.read(new LimitedStream(plain, maximumBytes));
    } catch (SnapshotFormatException e) {
      throw invalid("The snapshot %s cannot be used: %s.".formatted(file, e.getMessage()));
    } catch (TooLargeException e) {
      throw invalid(
          "The snapshot %s is larger than %d MiB uncompressed."
              .formatted(file, maximumBytes / 1024 / 1024));
    } catch (IOException e) {
      throw invalid("The snapshot %s cannot be read: %s.".formatted(file, why(e)));
    }
  }

  /// The messages of these exceptions can quote what was read.
  private static String why(IOException e) {
    return switch (e) {
      case JsonEOFException _, EOFException _ -> "it is truncated";
      case StreamConstraintsException _ ->
          "it is nested too deeply, or contains a string or number that is too long";
      case JsonProcessingException broken when broken.getLocation() == null -> "it is not JSON";
      case JsonProcessingException broken ->
          "it is not valid JSON at line %d, column %d"
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      case ZipException _ -> "its gzip data is corrupt";
      default ->
          e.getClass().equals(IOException.class) ? "it is not valid JSON" : FileErrors.why(e);
    };
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

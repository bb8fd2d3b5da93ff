package dev.drift.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.drift.files.FileErrors;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.util.zip.ZipException;

/// A file that is not a snapshot, or that this version cannot read. The message is the second half
/// of a sentence and quotes no value.
final class SnapshotFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SnapshotFormatException(String message) {
    super(message);
  }

  static String why(IOException e) {
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
}

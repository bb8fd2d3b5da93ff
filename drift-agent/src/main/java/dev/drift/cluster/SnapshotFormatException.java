package dev.drift.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.util.zip.ZipException;

/// A file that is no snapshot, or none that this version reads. The message is the second half of
/// a sentence and quotes no value.
final class SnapshotFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SnapshotFormatException(String message) {
    super(message);
  }

  static String why(IOException e) {
    return switch (e) {
      case JsonEOFException _, EOFException _ -> "it is cut off";
      case StreamConstraintsException _ ->
          "it is nested too deeply, or holds a text or a number that is too long";
      case JsonProcessingException broken when broken.getLocation() == null -> "it is no JSON";
      case JsonProcessingException broken ->
          "it is no JSON, at line %d, column %d"
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      case ZipException _ -> "its packing is damaged";
      default -> e.getClass().equals(IOException.class) ? "it is not valid JSON" : Sentences.why(e);
    };
  }
}

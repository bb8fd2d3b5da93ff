package dev.drift.requestlog;

import dev.drift.attribute.LoggedRequest;
import dev.drift.attribute.RequestLog;
import dev.drift.files.Gzip;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// A request log as kube-apiserver writes it with `--audit-log-path`: JSON lines, packed with gzip
/// or plain. It may be written to while it is read, and some of its lines may be broken.
public final class RequestLogFile {
  private static final int LINE_BYTES = 16 * 1024 * 1024;

  private final Path file;

  private RequestLogFile(Path file) {
    this.file = file;
  }

  /// @throws DriftException with INVALID_AUDIT_LOG if there is no such file
  public static RequestLogFile open(Path file) {
    if (!Files.exists(file)) {
      throw invalid(
          "The audit log %s does not exist; pass the file that kube-apiserver writes with"
                  .formatted(file)
              + " --audit-log-path, or remove --audit-log.");
    }
    if (Files.isDirectory(file)) {
      throw invalid("The audit log %s is a folder; pass a file.".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw invalid(
          "The audit log %s cannot be read: permission denied. Make it readable for this user."
              .formatted(file));
    }
    return new RequestLogFile(file);
  }

  /// What was read.
  ///
  /// @param gap says that events were left out, and why
  public record Content(List<LoggedRequest> events, Optional<Problem> gap) {
    public Content {
      events = List.copyOf(events);
    }
  }

  /// @param filter says which events matter; no others are held
  /// @throws DriftException with INVALID_AUDIT_LOG if the file cannot be read, or holds no audit
  ///     events
  public Content read(RequestLog.Filter filter) {
    return read(filter, LINE_BYTES, NewestEvents.ROOM);
  }

  Content read(RequestLog.Filter filter, int lineBytes, NewestEvents.Room room) {
    NewestEvents kept = new NewestEvents(room);
    LineCounts counts = new LineCounts();
    try (InputStream in = Files.newInputStream(file)) {
      read(new LogLines(Gzip.unpacked(in), lineBytes), filter, kept, counts);
    } catch (EOFException e) {
      counts.cutOff();
    } catch (ZipException e) {
      throw invalid("The audit log %s is not a valid gzip file.".formatted(file));
    } catch (IOException e) {
      throw invalid("The audit log %s could not be read completely.".formatted(file));
    }
    if (counts.holdsNothing()) {
      throw invalid(
          "The audit log %s contains no audit events; pass the JSON lines that kube-apiserver"
                  .formatted(file)
              + " writes with --audit-log-path and --audit-log-format=json.");
    }
    return new Content(kept.events(), counts.gap(file, kept.dropped()));
  }

  private static void read(
      LogLines lines, RequestLog.Filter filter, NewestEvents kept, LineCounts counts)
      throws IOException {
    while (lines.next()) {
      byte[] line = lines.line();
      if (lines.tooLong()) {
        counts.tooLong();
      } else if (!isBlank(line)) {
        read(line, lines.ended(), filter, kept, counts);
      }
    }
  }

  private static void read(
      byte[] line, boolean ended, RequestLog.Filter filter, NewestEvents kept, LineCounts counts) {
    try {
      EventLine.read(line).filter(filter::wants).ifPresent(event -> kept.add(event, line.length));
      counts.event();
    } catch (IOException e) {
      // Without the cause, which may quote the line.
      if (ended) {
        counts.broken();
      } else {
        counts.cutOff();
      }
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static DriftException invalid(String message) {
    return new DriftException(Problem.of(Problem.Code.INVALID_AUDIT_LOG, message));
  }
}

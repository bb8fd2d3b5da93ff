package dev.drift.requestlog;

import dev.drift.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Counts the lines of a file by what became of them.
final class LineCounts {
  private long events;
  private long broken;
  private long tooLong;
  private boolean cutOff;

  void event() {
    events++;
  }

  void broken() {
    broken++;
  }

  void tooLong() {
    tooLong++;
  }

  /// The file ends within a line: it is being written to, or was copied while it was.
  void cutOff() {
    cutOff = true;
  }

  /// Whether there are lines, and none is an event.
  boolean holdsNothing() {
    return events == 0 && (broken > 0 || tooLong > 0 || cutOff);
  }

  /// A sentence about what was skipped, if anything was; a truncated last line is normal.
  Optional<Problem> gap(Path file, long dropped) {
    List<String> parts = new ArrayList<>();
    if (broken > 0) {
      parts.add(
          count(broken, "line that is not an audit event", "lines that are not audit events"));
    }
    if (tooLong > 0) {
      parts.add(count(tooLong, "line longer than 16 MiB", "lines longer than 16 MiB"));
    }
    if (dropped > 0) {
      parts.add(count(dropped, "oldest event", "oldest events") + " (out of room)");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Problem.Code.AUDIT_LOG_GAPS,
                "Parts of the audit log %s were skipped: %s. They may name who made a change."
                    .formatted(file, String.join("; ", parts))));
  }

  private static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}

package dev.drift.snapshot;

import java.io.IOException;
import java.io.Serial;

/// JSON that is not a snapshot, or that this version cannot read. The message is the second half of
/// a sentence and quotes no value.
public final class SnapshotFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SnapshotFormatException(String message) {
    super(message);
  }
}

package dev.drift.files;

import java.io.IOException;
import java.io.Serial;

/// More bytes than were allowed.
public final class TooLargeException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  TooLargeException() {
    super("too large");
  }
}

package dev.drift.source.fetch;

import java.io.Serial;

/// Something cannot be fetched.
final class FetchFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String why;

  /// @param why a clause that names the URL, without a full stop
  FetchFailure(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}

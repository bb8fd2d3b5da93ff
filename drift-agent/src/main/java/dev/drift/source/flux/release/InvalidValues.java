package dev.drift.source.flux.release;

/// Values of a chart that cannot be put together.
final class InvalidValues extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param why a clause that quotes no value
  InvalidValues(String why) {
    super(why);
  }

  /// A clause.
  String why() {
    return String.valueOf(getMessage());
  }
}

package dev.drift.bench;

/// What is measured did not do what it should; a sentence says what was seen.
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchException(String message) {
    super(message);
  }
}

package dev.drift.source.flux.envsubst;

/// A text whose variables cannot be substituted. Flux refuses the whole Kustomization then.
public final class SubstitutionException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message without any value: the second half of a sentence
  public SubstitutionException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}

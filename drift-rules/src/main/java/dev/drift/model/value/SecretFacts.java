package dev.drift.model.value;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// What rules may know of a secret value that is masked: nothing that is not public anyway.
///
/// @param validity of the first certificate in it; everybody who connects is shown that
/// @param defaultOf the product of which this is a published default password
/// @param release which objects it holds if it is the record of a Helm release
public record SecretFacts(
    Optional<Validity> validity, Optional<String> defaultOf, Optional<ReleaseFacts> release) {
  public static final SecretFacts NONE = new SecretFacts(Optional.empty(), Optional.empty());

  private static final String PRODUCT = "[A-Za-z][A-Za-z ]{0,39}";

  /// @throws IllegalArgumentException if the product is no name of one
  public SecretFacts {
    requireNonNull(validity, "validity is null");
    requireNonNull(defaultOf, "defaultOf is null");
    requireNonNull(release, "release is null");
    if (defaultOf.filter(name -> !name.matches(PRODUCT)).isPresent()) {
      throw new IllegalArgumentException("a product has a name of letters");
    }
  }

  /// The facts of a value that is not the record of a release.
  public SecretFacts(Optional<Validity> validity, Optional<String> defaultOf) {
    this(validity, defaultOf, Optional.empty());
  }

  /// The facts of the record of a release.
  public static SecretFacts of(ReleaseFacts release) {
    return new SecretFacts(Optional.empty(), Optional.empty(), Optional.of(release));
  }

  /// When a certificate holds.
  public record Validity(Instant from, Instant until) {
    public Validity {
      requireNonNull(from, "from is null");
      requireNonNull(until, "until is null");
    }
  }
}

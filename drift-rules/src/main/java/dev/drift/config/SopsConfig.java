package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What decrypts files of a source.
///
/// @param ageKey age identities, one a line, as `age-keygen` writes them
public record SopsConfig(Optional<SecretReference> ageKey) {
  /// Nothing.
  public static final SopsConfig NONE = new SopsConfig(Optional.empty());

  public SopsConfig {
    requireNonNull(ageKey, "ageKey is null");
  }
}

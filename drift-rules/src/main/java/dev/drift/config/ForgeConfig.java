package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Where pull or merge requests of a source are opened.
///
/// @param type empty if the URL of the source says it: github.com or gitlab.com
/// @param url of the forge's pages; empty for the host of the source
/// @param token without one, only the branch is pushed
public record ForgeConfig(
    Optional<Type> type, Optional<String> url, Optional<SecretReference> token) {
  public static final ForgeConfig NONE =
      new ForgeConfig(Optional.empty(), Optional.empty(), Optional.empty());

  /// Which API the forge has.
  public enum Type {
    GITHUB("github"),
    GITLAB("gitlab");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    /// As `drift.yaml` names it.
    public String label() {
      return label;
    }
  }

  public ForgeConfig {
    requireNonNull(type, "type is null");
    requireNonNull(url, "url is null");
    requireNonNull(token, "token is null");
  }
}

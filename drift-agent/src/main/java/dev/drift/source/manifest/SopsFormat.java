package dev.drift.source.manifest;

import java.util.Locale;

/// How SOPS reads and writes a file.
/// See <https://github.com/getsops/sops/blob/main/cmd/sops/formats/formats.go>.
public enum SopsFormat {
  BINARY("\"mac\": \"ENC["),
  DOTENV("sops_mac=ENC["),
  INI("[sops]"),
  JSON("\"mac\": \"ENC["),
  YAML("mac: ENC[");

  private final String mark;

  SopsFormat(String mark) {
    this.mark = mark;
  }

  /// As Flux chooses it for a file, or for the key of a Secret that it becomes.
  /// See
  // <https://github.com/fluxcd/kustomize-controller/blob/main/internal/decryptor/decryptor.go>.
  public static SopsFormat of(String name) {
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return YAML;
    }
    if (name.endsWith(".json") || name.endsWith(".dockerconfigjson")) {
      return JSON;
    }
    return name.endsWith(".env") ? DOTENV : name.endsWith(".ini") ? INI : BINARY;
  }

  /// Whether Flux takes a file for one that is encrypted.
  public boolean marks(String text) {
    return text.contains(mark);
  }

  /// As an argument of sops.
  public String argument() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.drift.config;

import java.util.List;
import java.util.Map;

/// Reads `sops` of a `drift.yaml`.
final class SopsConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys(
          "sops",
          List.of("ageKey"),
          Map.of("ageKeyFile", "unknown key ageKeyFile; write ageKey: {file: PATH}"),
          Map.of("age", "ageKey", "key", "ageKey", "keys", "ageKey"));

  private SopsConfigReader() {}

  static SopsConfig read(Mapping sops) {
    sops.check(KEYS);
    return new SopsConfig(SecretReader.required(sops, "ageKey", "age identities"));
  }
}

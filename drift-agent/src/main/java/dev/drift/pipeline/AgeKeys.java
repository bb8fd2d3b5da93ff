package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.config.SopsConfig;
import dev.drift.files.SecretLookup;
import dev.drift.source.DecryptionKeys;

/// The age keys that the agent's `drift.yaml` names.
record AgeKeys(SopsConfig sops, SecretLookup lookup) implements DecryptionKeys {
  AgeKeys {
    requireNonNull(sops, "sops is null");
    requireNonNull(lookup, "lookup is null");
  }

  @Override
  public Answer age() {
    if (sops.ageKey().isEmpty()) {
      return new Answer.None();
    }
    try {
      return new Answer.Keys(lookup.lines(sops.ageKey().get()));
    } catch (IllegalArgumentException e) {
      return new Answer.Unreadable("the age key of drift.yaml is not known: " + e.getMessage());
    }
  }
}

package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Set;

/// What Git says of a resource at a commit that its deployer has not applied yet, or is applying.
public sealed interface Newer {
  /// @param content with its namespace filled in, otherwise as written
  /// @param secrets paths whose values are secrets
  record Declared(Value.Obj content, Set<Path> secrets) implements Newer {
    public Declared {
      requireNonNull(content, "content is null");
      secrets = Set.copyOf(secrets);
    }
  }

  /// It is not declared any more.
  record Gone() implements Newer {}
}

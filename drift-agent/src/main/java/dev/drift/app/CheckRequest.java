package dev.drift.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What one check compares.
///
/// @param namespaces filters both sides; empty for all
/// @param defaultNamespace of manifests that name none
/// @param keyFile holds the key that masks secrets; empty for a random one
public record CheckRequest(
    GitRequest git,
    LiveRequest live,
    List<String> namespaces,
    String defaultNamespace,
    Optional<Path> keyFile) {
  public CheckRequest {
    requireNonNull(git, "git is null");
    requireNonNull(live, "live is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(defaultNamespace, "defaultNamespace is null");
    requireNonNull(keyFile, "keyFile is null");
  }
}

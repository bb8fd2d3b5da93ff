package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.model.MaskLevel;
import java.nio.file.Path;
import java.util.Optional;

/// How secrets are masked.
///
/// @param keyFile holds the key; empty for a random one, under which no later run can compare
/// @param level how much people may see at least; a strict snapshot is compared strictly anyway
public record MaskRequest(Optional<Path> keyFile, MaskLevel level) {
  public MaskRequest {
    requireNonNull(keyFile, "keyFile is null");
    requireNonNull(level, "level is null");
  }
}

package dev.drift.pipeline.request;

import java.nio.file.Path;
import java.util.List;

/// What decides about differences, besides the policies of the repositories.
///
/// @param files of the agent's own configuration
/// @param noisePacks whether the noise packs account for what operators write
public record PolicyRequest(List<Path> files, boolean noisePacks) {
  public PolicyRequest {
    files = List.copyOf(files);
  }
}

package dev.drift.pipeline.files;

import dev.drift.files.FileErrors;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.policy.mapping.ClusterMapping;
import dev.drift.policy.mapping.MappingFile;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files that say what must differ between two clusters.
public final class MappingFiles {
  private static final long LARGEST = 16L * 1024 * 1024;

  private MappingFiles() {}

  /// @throws DriftException with all that is wrong with it
  public static ClusterMapping read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > LARGEST) {
        throw unreadable(file, "it is larger than 16 MiB");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, FileErrors.why(e));
    }
    return switch (MappingFile.read(
        new SourceFile(file.toString(), bytes), new DocumentReader(YamlLimits.DEFAULT))) {
      case MappingFile.Result.Read(ClusterMapping mapping) -> mapping;
      case MappingFile.Result.Invalid(List<Problem> problems) -> throw new DriftException(problems);
    };
  }

  private static DriftException unreadable(Path file, String why) {
    return new DriftException(
        Problem.of(
            Problem.Code.INVALID_POLICY,
            "the mapping %s could not be read: %s".formatted(file, why)));
  }
}

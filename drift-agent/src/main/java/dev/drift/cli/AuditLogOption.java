package dev.drift.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who changed what.
final class AuditLogOption {
  @Option(
      names = "--audit-log",
      paramLabel = "FILE",
      description =
          "Name who changed what by this audit log of the API server: JSON lines, plain or packed"
              + " with gzip. Without it only field managers are named.")
  @Nullable Path file;

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}

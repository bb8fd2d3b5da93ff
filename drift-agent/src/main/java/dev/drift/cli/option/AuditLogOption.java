package dev.drift.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Who changed what.
public final class AuditLogOption {
  private @Nullable Path file;

  public void addTo(CommandSpec spec) {
    addTo(
        spec,
        "Name who made each change, from this audit log of the API server: JSON lines, plain or"
            + " gzipped. Without it, only field managers are named.");
  }

  /// For a command that goes on while the file grows.
  public void addFollowedTo(CommandSpec spec) {
    addTo(
        spec,
        "Follow this audit log of the API server, JSON lines: name who made each change, and report"
            + " what others than deployers write. It may be rotated, and appear later.");
  }

  private void addTo(CommandSpec spec, String description) {
    spec.addOption(
        Specs.option(Path.class, it -> file = it, "--audit-log")
            .paramLabel("FILE")
            .description(description)
            .build());
  }

  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}

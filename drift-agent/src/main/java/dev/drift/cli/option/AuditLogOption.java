package dev.drift.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Who changed what.
public final class AuditLogOption {
  private @Nullable Path file;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(Path.class, it -> file = it, "--audit-log")
            .paramLabel("FILE")
            .description(
                "Name who made each change, from this audit log of the API server: JSON lines, plain"
                    + " or gzipped. Without it, only field managers are named.")
            .build());
  }

  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}

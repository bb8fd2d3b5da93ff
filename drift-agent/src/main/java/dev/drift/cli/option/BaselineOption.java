package dev.drift.cli.option;

import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.policy.baseline.Baseline;
import dev.drift.policy.baseline.BaselineEntry;
import dev.drift.policy.baseline.BaselineFile;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// The file with the findings that a team accepts.
public final class BaselineOption {
  private static final long LARGEST = 64L * 1024 * 1024;

  private @Nullable Path file;

  public void addTo(CommandSpec spec, String description, boolean required) {
    spec.addOption(
        Specs.option(Path.class, it -> file = it, "--baseline")
            .paramLabel("FILE")
            .required(required)
            .description(description)
            .build());
  }

  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /// @throws DriftException if it is not there or not valid
  public Baseline read() {
    Path from = file().orElseThrow();
    try {
      if (Files.size(from) > LARGEST) {
        throw new IOException("it is larger than 64 MiB");
      }
      SourceFile source = new SourceFile(from.toString(), Files.readAllBytes(from));
      return switch (BaselineFile.read(source, new DocumentReader(YamlLimits.DEFAULT))) {
        case BaselineFile.Result.Read(Baseline baseline) -> baseline;
        case BaselineFile.Result.Invalid(List<Problem> problems) ->
            throw new DriftException(problems);
      };
    } catch (IOException e) {
      String why =
          e instanceof java.nio.file.NoSuchFileException
              ? "it does not exist; drift baseline accept writes it"
              : String.valueOf(e.getMessage());
      throw new DriftException(
          Problem.of(
              Problem.Code.INVALID_POLICY,
              "the baseline %s could not be read: %s".formatted(from, why)),
          e);
    }
  }

  /// The report with the findings that the baseline accepts; unchanged without a baseline.
  public Report apply(Report report, Optional<Baseline> baseline) {
    if (baseline.isEmpty()) {
      return report;
    }
    LocalDate today = report.run().day();
    Report accepting = report.accepting(baseline.get().accepted(report.findings(), today));
    List<BaselineEntry> expired = baseline.get().expired(today);
    return expired.isEmpty()
        ? accepting
        : accepting.and(
            List.of(
                Problem.of(
                    Problem.Code.BASELINE_EXPIRED,
                    "%d %s of the baseline expired, the last on %s: what they accepted counts again"
                        .formatted(
                            expired.size(),
                            expired.size() == 1 ? "entry" : "entries",
                            expired.stream()
                                .map(BaselineEntry::expires)
                                .max(LocalDate::compareTo)
                                .orElseThrow()))));
  }
}

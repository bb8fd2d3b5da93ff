package dev.drift.cli.option;

import static java.util.stream.Collectors.joining;

import dev.drift.cli.console.ColorChoice;
import dev.drift.report.ReportFormat;
import dev.drift.report.ReportFormats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where the report goes, and how it looks.
public final class OutputOptions {
  private List<ReportDestination> destinations = List.of();
  private @Nullable Path out;
  private ColorChoice color = ColorChoice.AUTO;

  public void addTo(CommandSpec spec) {
    FormatOption formats = new FormatOption();
    spec.addOption(
        Specs.repeatable(ReportDestination.class, it -> destinations = it, "-o", "--output")
            .paramLabel("FORMAT[=FILE]")
            .converters(formats)
            .completionCandidates(formats)
            .description(
                "Format of the report on standard output: ${COMPLETION-CANDIDATES}. Default: text."
                    + " FORMAT=FILE writes a report to a file too; several may be given. With formats"
                    + " other than text, problems are also printed to standard error.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description(
                "Also write the report to this file, in the format of its name (%s), or else that of -o."
                    .formatted(byExtension()))
            .build());
    spec.addOption(
        Specs.option(ColorChoice.class, it -> color = it, "--color")
            .paramLabel("WHEN")
            .defaultValue("auto")
            .description(
                "Colours in text: ${COMPLETION-CANDIDATES}. Default: auto, which means on a terminal;"
                    + " NO_COLOR, CLICOLOR and CLICOLOR_FORCE apply.")
            .build());
  }

  /// Finds out before a long run what would fail after it.
  public void check(CommandLine command) {
    if (destinations.stream().filter(it -> it.file().isEmpty()).count() > 1) {
      throw new ParameterException(
          command,
          "-o: only one format can go to standard output; name a file for the others, such as -o"
              + " sarif=drift.sarif");
    }
    for (ReportDestination each : files()) {
      Path file = each.file().orElseThrow();
      String flag = file.equals(out) ? "--out" : "-o " + each.format().name();
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        throw new ParameterException(
            command, "%s: folder %s does not exist".formatted(flag, folder));
      }
      if (Files.isDirectory(file)) {
        throw new ParameterException(command, "%s: %s is a folder".formatted(flag, file));
      }
    }
  }

  /// The reports that go to files.
  public List<ReportDestination> files() {
    List<ReportDestination> files =
        new ArrayList<>(destinations.stream().filter(it -> it.file().isPresent()).toList());
    Optional.ofNullable(out)
        .map(it -> new ReportDestination(ReportFormats.of(it).orElse(format()), Optional.of(it)))
        .ifPresent(files::add);
    return files;
  }

  /// Of the report on standard output.
  public ReportFormat format() {
    return destinations.stream()
        .filter(it -> it.file().isEmpty())
        .map(ReportDestination::format)
        .findFirst()
        .orElse(ReportFormats.ALL.getFirst());
  }

  public ColorChoice color() {
    return color;
  }

  /// Such as `.json, .md`.
  private static String byExtension() {
    return ReportFormats.ALL.stream()
        .flatMap(one -> one.fileExtension().stream())
        .collect(joining(", "));
  }
}

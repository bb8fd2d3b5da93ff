package dev.drift.cli.option;

import static java.util.stream.Collectors.joining;

import dev.drift.cli.console.ColorChoice;
import dev.drift.report.ReportFormat;
import dev.drift.report.ReportFormats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where the report goes, and how it looks.
public final class OutputOptions {
  private ReportFormat format = ReportFormats.ALL.getFirst();
  private @Nullable Path out;
  private ColorChoice color = ColorChoice.AUTO;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        FormatOption.option(it -> format = it, "-o", "--output")
            .defaultValue(format.name())
            .description(
                ("Format of the report on standard output: ${COMPLETION-CANDIDATES}. Default:"
                        + " ${DEFAULT-VALUE}. With %s, problems are also printed to standard error.")
                    .formatted(forPrograms()))
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description(
                "Also write the report to this file: %s, otherwise the format of -o."
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
    file()
        .map(file -> file.toAbsolutePath().getParent())
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw new ParameterException(command, "--out: folder " + folder + " does not exist");
            });
    if (file().filter(Files::isDirectory).isPresent()) {
      throw new ParameterException(command, "--out: " + out + " is a folder");
    }
  }

  public Optional<Path> file() {
    return Optional.ofNullable(out);
  }

  public ReportFormat format() {
    return format;
  }

  public ColorChoice color() {
    return color;
  }

  public ReportFormat formatOf(Path file) {
    return ReportFormats.of(file).orElse(format);
  }

  private static String forPrograms() {
    return ReportFormats.ALL.stream()
        .filter(ReportFormat::isForPrograms)
        .map(ReportFormat::name)
        .collect(joining(" or "));
  }

  /// Such as `JSON for a .json file`.
  private static String byExtension() {
    return ReportFormats.ALL.stream()
        .flatMap(
            one ->
                one.fileExtension().stream()
                    .map(
                        end ->
                            "%s for a %s file".formatted(one.name().toUpperCase(Locale.ROOT), end)))
        .collect(joining(", "));
  }
}

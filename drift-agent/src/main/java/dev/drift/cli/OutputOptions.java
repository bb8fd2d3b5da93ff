package dev.drift.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where the report goes, and how it looks.
final class OutputOptions {
  OutputFormat format = OutputFormat.TEXT;
  private @Nullable Path out;
  ColorChoice color = ColorChoice.AUTO;

  void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(OutputFormat.class, it -> format = it, "-o", "--output")
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description(
                "Format of the report on standard output: ${COMPLETION-CANDIDATES}. Default:"
                    + " ${DEFAULT-VALUE}. With json, problems are also printed to standard error.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description(
                "Also write the report to this file: JSON for a .json file, otherwise the format of"
                    + " -o.")
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
  void check(CommandLine command) {
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

  Optional<Path> file() {
    return Optional.ofNullable(out);
  }

  OutputFormat formatOf(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? OutputFormat.JSON : format;
  }
}

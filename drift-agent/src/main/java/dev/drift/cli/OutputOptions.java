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
                "Form of the report on standard output: ${COMPLETION-CANDIDATES}. Default:"
                    + " ${DEFAULT-VALUE}. With json, problems are told on standard error too.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description(
                "Write the report to this file too: as JSON where its name ends in .json,"
                    + " otherwise in the form of -o.")
            .build());
    spec.addOption(
        Specs.option(ColorChoice.class, it -> color = it, "--color")
            .paramLabel("WHEN")
            .defaultValue("auto")
            .description(
                "Colours in text: ${COMPLETION-CANDIDATES}. Default: auto, on a terminal and as"
                    + " NO_COLOR and CLICOLOR ask.")
            .build());
  }

  /// Finds out before a long run what would fail after it.
  void check(CommandLine command) {
    file()
        .map(file -> file.toAbsolutePath().getParent())
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw new ParameterException(command, "--out: there is no folder " + folder);
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

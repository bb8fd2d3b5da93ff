package dev.drift.cli.option;

import dev.drift.report.ReportFormats;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A report format by its name, and a file for it: `sarif=drift.sarif`.
final class FormatOption implements ITypeConverter<ReportDestination>, Iterable<String> {
  @Override
  public ReportDestination convert(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    return new ReportDestination(
        ReportFormats.of(name)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'%s' is not a format; expected one of %s"
                            .formatted(name, String.join(", ", ReportFormats.names())))),
        equals < 0 ? Optional.empty() : Optional.of(file(name, text.substring(equals + 1))));
  }

  private static Path file(String name, String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("'%s=' names no file".formatted(name));
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'%s' is not a file name".formatted(text));
    }
  }

  @Override
  public Iterator<String> iterator() {
    return ReportFormats.names().iterator();
  }
}

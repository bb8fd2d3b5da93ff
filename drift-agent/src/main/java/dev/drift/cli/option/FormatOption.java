package dev.drift.cli.option;

import dev.drift.report.ReportFormat;
import dev.drift.report.ReportFormats;
import java.util.Iterator;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/// Report formats by their names.
final class FormatOption implements ITypeConverter<ReportFormat>, Iterable<String> {
  static OptionSpec.Builder option(Consumer<ReportFormat> field, String... names) {
    FormatOption formats = new FormatOption();
    return Specs.option(ReportFormat.class, field, names)
        .paramLabel("FORMAT")
        .converters(formats)
        .completionCandidates(formats);
  }

  @Override
  public ReportFormat convert(String text) {
    return ReportFormats.of(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not a format; expected one of %s"
                        .formatted(text, String.join(", ", ReportFormats.names()))));
  }

  @Override
  public Iterator<String> iterator() {
    return ReportFormats.names().iterator();
  }
}

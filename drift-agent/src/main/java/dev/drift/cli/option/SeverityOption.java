package dev.drift.cli.option;

import dev.drift.finding.Severity;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/// Severities by their labels.
public final class SeverityOption implements ITypeConverter<Severity>, Iterable<String> {
  public static OptionSpec.Builder option(Consumer<Severity> field, String name) {
    SeverityOption severities = new SeverityOption();
    return Specs.option(Severity.class, field, name)
        .paramLabel("SEVERITY")
        .converters(severities)
        .completionCandidates(severities);
  }

  @Override
  public Severity convert(String text) {
    return Severity.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not a severity; expected one of %s"
                        .formatted(
                            text,
                            Arrays.stream(Severity.values())
                                .map(Severity::label)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Severity.values()).map(Severity::label).iterator();
  }
}

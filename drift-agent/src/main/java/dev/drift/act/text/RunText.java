package dev.drift.act.text;

import dev.drift.finding.Report;
import dev.drift.finding.text.OneLine;
import dev.drift.model.scope.Source;
import java.util.List;
import java.util.stream.Collectors;

/// What messages say about the run that they come from.
///
/// @param cluster its name for people
/// @param source the repositories, without their commits, which change with every run
public record RunText(String cluster, String source) {
  private static final int LONGEST = 200;

  /// @param cluster its name for people
  public static RunText of(String cluster, Report report) {
    return new RunText(OneLine.of(cluster, LONGEST), sources(report.sources()));
  }

  private static String sources(List<Source> sources) {
    return OneLine.of(
        sources.stream()
            .map(one -> one.repo() + one.revision().map(name -> " at " + name).orElse(""))
            .collect(Collectors.joining(", ")),
        LONGEST);
  }
}

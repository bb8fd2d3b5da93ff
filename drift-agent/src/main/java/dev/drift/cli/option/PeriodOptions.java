package dev.drift.cli.option;

import dev.drift.trail.export.Period;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The period of an audit.
public final class PeriodOptions {
  private @Nullable Instant since;
  private @Nullable Instant until;

  /// @param clock that times before now are counted from
  public void addTo(CommandSpec spec, InstantSource clock) {
    spec.addOption(
        Specs.parsed(
                Instant.class, it -> since = it, it -> HistoryOptions.moment(it, clock), "--since")
            .paramLabel("TIME")
            .description(
                "The begin of the period: a time such as 2026-11-30T22:15:00+01:00, a day in UTC,"
                    + " or how long ago, such as 90d. Default: the begin of the trail.")
            .build());
    spec.addOption(
        Specs.parsed(
                Instant.class, it -> until = it, it -> HistoryOptions.moment(it, clock), "--until")
            .paramLabel("TIME")
            .description(
                "The end of the period; what happened at this time is after it. Default: now.")
            .build());
  }

  /// @throws ParameterException if the end is not after the begin
  public Period period(CommandLine command, Instant now) {
    Instant begin = since == null ? Instant.EPOCH : since;
    Instant end = until == null ? now : until;
    if (!begin.isBefore(end)) {
      throw new ParameterException(command, "--since must be before --until");
    }
    return new Period(begin, end);
  }
}

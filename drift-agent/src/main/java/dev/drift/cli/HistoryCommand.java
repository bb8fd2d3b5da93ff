package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.history.HistoryJson;
import dev.drift.cli.history.HistoryText;
import dev.drift.cli.history.TrendText;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.HistoryOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoredTargetOptions;
import dev.drift.finding.ExitCode;
import dev.drift.store.History;
import dev.drift.store.HistoryFilter;
import dev.drift.store.RunQueries;
import dev.drift.store.Target;
import dev.drift.store.Trend;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift history`.
final class HistoryCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;
  private final InstantSource clock;

  private final StoredTargetOptions asked = new StoredTargetOptions("Only this target");
  private final HistoryOptions options = new HistoryOptions();
  private OutputKind output = OutputKind.TEXT;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "history",
          "Lists the findings that the store knows, the newest first: from when to when each was"
              + " there, who changed it, and what was done about it.");

  HistoryCommand(Console console, Commands commands, InstantSource clock) {
    this.console = console;
    this.commands = commands;
    this.clock = clock;
    asked.addTo(spec);
    options.addTo(spec, clock);
    spec.addOption(OutputKind.option(it -> output = it));
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift history --store FILE|URL [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the history was printed",
        "2:invalid flags or configuration, or no such target",
        "4:the store could not be read");
    Specs.examples(
        spec,
        "  drift history --store /var/lib/drift/drift.db --since 7d",
        "  drift history --store drift.db --resource deployment --category scaling",
        "  drift history --store drift.db --since 2026-10-01 --until 2026-11-01 -o json",
        "  drift history --store drift.db --trend week");
  }

  @Override
  public Integer call() {
    HistoryFilter filter = options.filter(spec.commandLine());
    return new Guard(console, common)
        .run(
            () -> {
              StoredTargets.print(commands.ask(asked.store(), it -> text(it, filter)), console);
              return ExitCode.IN_SYNC.code();
            });
  }

  private String text(RunQueries queries, HistoryFilter filter) {
    Instant now = clock.instant();
    List<Target> targets = StoredTargets.of(queries, asked.target());
    if (targets.isEmpty() && output == OutputKind.TEXT) {
      return StoredTargets.nothing();
    }
    if (options.trend().isPresent()) {
      LocalDate until = options.lastDay(now);
      List<Trend> trends =
          targets.stream()
              .map(it -> queries.trend(it, filter, until, options.trend().get().days()))
              .toList();
      return output == OutputKind.JSON
          ? HistoryJson.trend(trends, now)
          : TrendText.of(trends, console.hasUnicode());
    }
    List<History> all = targets.stream().map(it -> queries.history(it, filter)).toList();
    return output == OutputKind.JSON ? HistoryJson.history(all, now) : HistoryText.of(all, now);
  }
}

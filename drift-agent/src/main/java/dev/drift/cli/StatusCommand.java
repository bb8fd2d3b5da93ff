package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.history.HistoryJson;
import dev.drift.cli.history.StatusText;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoredTargetOptions;
import dev.drift.finding.ExitCode;
import dev.drift.store.TargetStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift status`.
final class StatusCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;
  private final InstantSource clock;

  private final StoredTargetOptions asked = new StoredTargetOptions("Only this target");
  private OutputKind output = OutputKind.TEXT;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "status",
          "Shows what the store knows about each target, which is one cluster compared with one set"
              + " of sources: the last run, what has drifted and since when, what could not be"
              + " read.");

  StatusCommand(Console console, Commands commands, InstantSource clock) {
    this.console = console;
    this.commands = commands;
    this.clock = clock;
    asked.addTo(spec);
    spec.addOption(OutputKind.option(it -> output = it));
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift status --store FILE|URL [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the status was printed, whatever it is",
        "2:invalid flags or configuration, or no such target",
        "4:the store could not be read");
    Specs.examples(
        spec,
        "  drift status --store /var/lib/drift/drift.db",
        "  drift status --config /etc/drift/drift.yaml --target prod",
        "  drift status --store jdbc:postgresql://db.example.com/drift -o json");
  }

  @Override
  public Integer call() {
    return new Guard(console, common)
        .run(
            () -> {
              List<TargetStatus> found =
                  commands.ask(
                      asked.store(),
                      queries ->
                          StoredTargets.of(queries, asked.target()).stream()
                              .map(queries::status)
                              .toList());
              Instant now = clock.instant();
              StoredTargets.print(
                  switch (output) {
                    case JSON -> HistoryJson.status(found, now);
                    case TEXT ->
                        found.isEmpty() ? StoredTargets.nothing() : StatusText.of(found, now);
                  },
                  console);
              return ExitCode.IN_SYNC.code();
            });
  }
}

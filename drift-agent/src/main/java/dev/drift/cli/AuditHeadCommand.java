package dev.drift.cli;

import static java.util.stream.Collectors.joining;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoredTargetOptions;
import dev.drift.finding.ExitCode;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.report.view.Safe;
import dev.drift.trail.Head;
import dev.drift.trail.export.JsonExport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift audit head`.
final class AuditHeadCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final StoredTargetOptions trails =
      new StoredTargetOptions("Only the trail of this target");
  private OutputKind output = OutputKind.TEXT;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "head",
          "Prints the head of each audit trail: target, number, hash and time of the last record."
              + " Keep it where nobody can change both; drift audit verify --head compares it.");

  AuditHeadCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    trails.addTo(spec);
    spec.addOption(OutputKind.option(it -> output = it));
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift audit head --store FILE|URL [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the heads were printed",
        "2:invalid flags or configuration, or no such target",
        "4:the store could not be read");
    Specs.examples(
        spec,
        "  drift audit head --store /var/lib/drift/drift.db >> heads.txt",
        "  drift audit head --config /etc/drift/drift.yaml -o json");
  }

  @Override
  public Integer call() {
    return new Guard(console, common).run(this::print);
  }

  private int print() {
    List<Head> heads =
        commands.audit(trails.store(), auditor -> auditor.heads(auditor.targets(trails.target())));
    StoredTargets.print(
        switch (output) {
          case TEXT -> heads.stream().map(it -> Safe.line(it.line()) + "\n").collect(joining());
          case JSON ->
              JsonWriter.text(
                      Value.Obj.EMPTY.with(
                          "heads",
                          new Value.Arr(heads.stream().<Value>map(JsonExport::head).toList())))
                  + "\n";
        },
        console);
    return ExitCode.IN_SYNC.code();
  }
}

package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.files.PolicyFiles;
import dev.drift.policy.Policies;
import dev.drift.report.view.Safe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `drift policy validate`.
final class PolicyValidateCommand implements Callable<Integer> {
  private final Console console;
  private List<Path> files = List.of();

  final CommandSpec spec =
      Specs.command(
          this,
          "validate",
          "Validates policy files of the agent's own configuration, including the conditions (when)"
              + " of actions. Reads no repository and no cluster.");

  PolicyValidateCommand(Console console) {
    this.console = console;
    spec.addPositional(
        Specs.parameters(Path.class, it -> files = it)
            .paramLabel("FILE")
            .arity("1..*")
            .description("File to validate.")
            .build());
    Specs.addHelpAndVersion(spec);
    Specs.exitCodes(spec, "0:all files are valid", "2:a file is missing or invalid");
    Specs.examples(spec, "  drift policy validate policies/lakehouse.yaml");
  }

  @Override
  public Integer call() {
    return new Guard(console, new CommonOptions()).run(this::validate);
  }

  private int validate() {
    var out = spec.commandLine().getOut();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        Policies.Reading reading = PolicyFiles.read(List.of(file));
        out.println(Safe.line("%s is valid: %s".formatted(file, contents(reading))));
      } catch (DriftException e) {
        problems.addAll(e.problems());
      }
    }
    out.flush();
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return ExitCode.IN_SYNC.code();
  }

  private static String contents(Policies.Reading reading) {
    String contents =
        Stream.of(
                count(reading.actions().size(), "action", "actions"),
                count(reading.freezes().size(), "freeze", "freezes"),
                count(reading.ignores().size(), "ignore", "ignores"),
                count(reading.severities().size(), "severity", "severities"),
                reading.images().isEmpty() ? "" : "images",
                reading.branches().isEmpty() ? "" : "branches")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return contents.isEmpty() ? "it declares nothing" : contents;
  }

  private static String count(int number, String one, String many) {
    return number == 0 ? "" : number + " " + (number == 1 ? one : many);
  }
}

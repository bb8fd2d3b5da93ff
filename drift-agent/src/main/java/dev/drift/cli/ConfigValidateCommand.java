package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.config.Config;
import dev.drift.config.ConfigReader;
import dev.drift.finding.ExitCode;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.report.view.Safe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift config validate`.
final class ConfigValidateCommand implements Callable<Integer> {
  private final Console console;
  private List<Path> files = List.of(Path.of(ConfigReader.FILE_NAME));
  private ConfigOwner owner = ConfigOwner.AGENT;

  final CommandSpec spec =
      Specs.command(
          this,
          "validate",
          "Validates configuration files and the policy files that they list. Reads no repository"
              + " and no cluster.");

  ConfigValidateCommand(Console console) {
    this.console = console;
    spec.addPositional(
        Specs.parameters(Path.class, it -> files = it)
            .paramLabel("FILE")
            .description("File to validate. Default: ./drift.yaml.")
            .build());
    spec.addOption(
        Specs.option(ConfigOwner.class, it -> owner = it, "--as")
            .paramLabel("OWNER")
            .defaultValue("agent")
            .description(
                "Owner of the file: ${COMPLETION-CANDIDATES}. With repository, apply the limits of"
                    + " a drift.yaml at the root of a desired-state repository. Default:"
                    + " ${DEFAULT-VALUE}.")
            .build());
    Specs.addHelpAndVersion(spec);
    Specs.exitCodes(spec, "0:all files are valid", "2:a file is missing or invalid");
    Specs.examples(
        spec,
        "  drift config validate",
        "  drift config validate /etc/drift/drift.yaml",
        "  drift config validate --as repository drift.yaml");
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
        Config config = ConfigFiles.read(file, owner.source());
        out.println(Safe.line("%s is valid: %s".formatted(file, contents(config))));
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

  private static String contents(Config config) {
    List<String> contents = new ArrayList<>();
    contents.add(
        config.targets().isEmpty()
            ? count(config.sources().size(), "source")
            : count(config.targets().size(), "target"));
    if (!config.policies().isEmpty()) {
      contents.add(count(config.policies().size(), "policy file"));
    }
    if (!config.channels().isEmpty()) {
      contents.add(count(config.channels().size(), "channel"));
    }
    if (config.store().isPresent()) {
      contents.add("a store");
    }
    return String.join(", ", contents);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}

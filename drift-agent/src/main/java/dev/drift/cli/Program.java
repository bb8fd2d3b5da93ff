package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.ColorChoice;
import dev.drift.cli.console.Console;
import dev.drift.finding.ExitCode;
import dev.drift.report.view.Safe;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/// The command line with everything around it.
final class Program {
  private static final int HELP_WIDTH = 100;

  private Program() {}

  /// @return the exit code
  static int run(String[] args, Console console, Commands commands) {
    return commandLine(console, commands).execute(args);
  }

  static CommandLine commandLine(Console console, Commands commands) {
    CommandLine line = new CommandLine(new DriftCommand().spec);
    // In the order of the help text.
    Stream.of(
            new CheckCommand(console, commands).spec,
            new ServeCommand(console, commands).spec,
            new StatusCommand(console, commands, InstantSource.system()).spec,
            new HistoryCommand(console, commands, InstantSource.system()).spec,
            new AuditCommand(console, commands, InstantSource.system()).spec,
            new BaselineCommand(console, commands).spec,
            new CompareCommand(console, commands).spec,
            new DiffCommand(console, commands).spec,
            new ExplainCommand(console, commands).spec,
            new PlanCommand(console, commands).spec,
            ApprovedCommand.revert(console, commands).spec,
            ApprovedCommand.adopt(console, commands).spec,
            new IgnoreCommand(console, commands).spec,
            new ConfigCommand(console).spec,
            new PolicyCommand(console).spec,
            new RenderCommand(console, commands).spec,
            new SourcesCommand(console, commands).spec,
            new RbacCommand(console, commands).spec,
            new RulesCommand().spec,
            new SnapshotCommand(console, commands).spec,
            new CompletionCommand().spec)
        .forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(Math.clamp(console.width(), 80, HELP_WIDTH));
    line.setUsageHelpLongOptionsMaxWidth(28);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.hasColor(ColorChoice.AUTO) ? Ansi.ON : Ansi.OFF));
    line.setOut(new PrintWriter(new OutputStreamWriter(console.out(), console.charset()), true));
    line.setErr(new PrintWriter(new OutputStreamWriter(console.err(), UTF_8), true));
    line.setParameterExceptionHandler((problem, _) -> usageError(problem, console));
    return line;
  }

  private static int usageError(ParameterException problem, Console console) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.err().println("drift: " + Safe.line(String.valueOf(problem.getMessage())));
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
      var similar = unmatched.getSuggestions();
      if (!similar.isEmpty()) {
        console.err().println("Did you mean " + String.join(" or ", similar) + "?");
      }
    }
    console.err().println("See " + name + " --help.");
    return ExitCode.INVALID_INPUT.code();
  }
}

package dev.drift.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// The subcommands of `drift`, with what they work with.
///
/// To make one with all its options takes time at a start: so only those are made that the command
/// line can have to do with.
record Subcommands(Console console, Commands commands) {
  /// In the order of the help text.
  private static final List<String> NAMES =
      List.of("check", "explain", "ignore", "config", "rbac", "rules", "snapshot", "completion");

  /// All of them where a help text, a completion script or the name most like a wrong one may be
  /// asked for.
  List<CommandSpec> neededBy(String... args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      return List.of();
    }
    String first = args.length == 0 ? "" : args[0];
    boolean alone = NAMES.contains(first) && !first.equals("completion");
    return (alone ? List.of(first) : NAMES).stream().map(this::make).toList();
  }

  private CommandSpec make(String name) {
    return switch (name) {
      case "check" -> new CheckCommand(console, commands).spec;
      case "explain" -> new ExplainCommand(console, commands).spec;
      case "ignore" -> new IgnoreCommand(console, commands).spec;
      case "config" -> new ConfigCommand(console).spec;
      case "rbac" -> new RbacCommand(console, commands).spec;
      case "rules" -> new RulesCommand().spec;
      case "snapshot" -> new SnapshotCommand(console, commands).spec;
      case "completion" -> new CompletionCommand().spec;
      default -> throw new IllegalArgumentException(name);
    };
  }
}

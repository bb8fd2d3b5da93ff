package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.pipeline.Agent;

/// The program.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// @return the exit code
  static int run(String... args) {
    return Program.run(args, Console.system(), new AgentCommands(Agent.ofProcess()));
  }
}

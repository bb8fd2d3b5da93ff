package dev.drift.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The policies of the agent's own configuration.
final class PolicyOptions {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Leave alone what this policy says, and judge as it says; repeatable. Policies of the"
              + " repository count too, within limits.")
  List<Path> files = new ArrayList<>();
}

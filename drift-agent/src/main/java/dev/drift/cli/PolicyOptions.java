package dev.drift.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// The policies of the agent's own configuration.
final class PolicyOptions {
  List<Path> files = new ArrayList<>();

  void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.repeatable(Path.class, it -> files = it, "--policy")
            .paramLabel("FILE")
            .description(
                "Apply the ignores and severities in this policy file; repeatable. Policies in the"
                    + " repository also apply, within limits.")
            .build());
  }
}

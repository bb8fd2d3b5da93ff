package dev.drift.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// The policies of the agent's own configuration.
public final class PolicyOptions {
  private List<Path> files = new ArrayList<>();

  public void addTo(CommandSpec spec) {
    addTo(
        spec,
        "Apply the ignores, severities and actions in this policy file; repeatable. Policies in the"
            + " repository also apply, within limits.");
  }

  public void addTo(CommandSpec spec, String description) {
    spec.addOption(
        Specs.repeatable(Path.class, it -> files = it, "--policy")
            .paramLabel("FILE")
            .description(description)
            .build());
  }

  public List<Path> files() {
    return files;
  }
}

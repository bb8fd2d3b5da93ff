package dev.drift.cli.option;

import dev.drift.pipeline.files.PlanFiles;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.policy.action.Action;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What a person approves.
public final class ApprovalOptions {
  private final Action action;
  private boolean yes;
  private @Nullable Path plan;

  /// @param action what the command does
  public ApprovalOptions(Action action) {
    this.action = action;
  }

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(boolean.class, it -> yes = it, "--yes")
            .description("Approve everything that the plan shows.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> plan = it, "--plan")
            .paramLabel("FILE")
            .description(
                "Carry out %s in this plan of drift plan -o json, and nothing else. If the cluster or Git has changed so that any of them is outdated, none is carried out."
                    .formatted(action == Action.ADOPT ? "the adoptions" : "the reverts"))
            .build());
  }

  /// @throws ParameterException if both were given
  public void check(CommandSpec spec) {
    if (yes && plan != null) {
      throw new ParameterException(
          spec.commandLine(), "--yes approves everything, --plan one plan; use one of them");
    }
  }

  /// @throws dev.drift.model.DriftException if the saved plan cannot be read
  public ActRequest.Approval approval() {
    return plan != null
        ? PlanFiles.read(plan, action)
        : yes ? new ActRequest.Approval.Everything() : new ActRequest.Approval.ByPolicy();
  }
}

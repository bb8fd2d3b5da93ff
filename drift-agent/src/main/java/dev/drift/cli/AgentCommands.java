package dev.drift.cli;

import dev.drift.app.Agent;
import dev.drift.app.CheckRequest;
import dev.drift.app.DriftCheck;
import dev.drift.app.ExplainRequest;
import dev.drift.app.ExplainResource;
import dev.drift.app.FindRights;
import dev.drift.app.Progress;
import dev.drift.app.Rights;
import dev.drift.app.SnapshotRequest;
import dev.drift.app.TakeSnapshot;
import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.Report;

/// Runs the commands with the adapters of this module. Their classes are loaded when a command
/// runs, not for a help text.
final class AgentCommands implements Commands {
  private final Agent agent;

  AgentCommands(Agent agent) {
    this.agent = agent;
  }

  @Override
  public Report check(CheckRequest request, Progress progress) {
    return new DriftCheck(agent, progress).run(request);
  }

  @Override
  public Account explain(ExplainRequest request, Progress progress) {
    return new ExplainResource(agent, progress).run(request);
  }

  @Override
  public Coverage snapshot(SnapshotRequest request, Progress progress) {
    return new TakeSnapshot(agent, progress).run(request);
  }

  @Override
  public Rights rights(CheckRequest request, Progress progress) {
    return new FindRights(agent, progress).run(request);
  }
}

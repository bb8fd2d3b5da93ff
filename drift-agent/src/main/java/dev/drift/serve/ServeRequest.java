package dev.drift.serve;

import static java.util.Objects.requireNonNull;

import dev.drift.config.Deployers;
import dev.drift.config.WebConfig;
import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.StoreRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the daemon is to keep up to date.
///
/// @param targets their names are unique
/// @param schedule of full checks
/// @param gitInterval how often Git is asked for new commits
/// @param web what it serves over HTTP; empty for nothing
/// @param deployers whose writes are expected
/// @param lease by which one of several replicas is elected; empty if this is the only one
/// @param stopping how long what is under way may take when the daemon is to end
/// @param fleet whose agents share the targets; empty if this process serves all of them
public record ServeRequest(
    List<Target> targets,
    Schedule schedule,
    Duration gitInterval,
    Optional<WebConfig> web,
    Deployers deployers,
    Optional<LeaseElection.Place> lease,
    Duration stopping,
    Optional<Fleet> fleet) {
  /// Of a daemon that serves all targets.
  public ServeRequest(
      List<Target> targets,
      Schedule schedule,
      Duration gitInterval,
      Optional<WebConfig> web,
      Deployers deployers,
      Optional<LeaseElection.Place> lease,
      Duration stopping) {
    this(targets, schedule, gitInterval, web, deployers, lease, stopping, Optional.empty());
  }

  /// Agents that share targets.
  ///
  /// @param name of the fleet
  /// @param agent the name of this agent, of this process only
  /// @param parallel how many checks this agent makes at once
  /// @param store in PostgreSQL
  public record Fleet(String name, String agent, int parallel, StoreRequest store) {
    public Fleet {
      requireNonNull(name, "name is null");
      requireNonNull(agent, "agent is null");
      requireNonNull(store, "store is null");
      if (parallel < 1) {
        throw new IllegalArgumentException("an agent that makes no checks");
      }
    }
  }

  /// One cluster, compared with one set of sources.
  ///
  /// @param name for people, and in metrics
  /// @param acting what policies may order; empty if it only reports
  /// @param announcement where findings are announced; empty for nowhere
  public record Target(
      String name,
      CheckRequest check,
      Optional<ActRequest> acting,
      Optional<AnnounceRequest> announcement) {
    public Target {
      requireNonNull(name, "name is null");
      requireNonNull(check, "check is null");
      requireNonNull(acting, "acting is null");
      requireNonNull(announcement, "announcement is null");
    }
  }

  public ServeRequest {
    targets = List.copyOf(targets);
    requireNonNull(schedule, "schedule is null");
    requireNonNull(web, "web is null");
    requireNonNull(lease, "lease is null");
    requireNonNull(deployers, "deployers is null");
    requireNonNull(gitInterval, "gitInterval is null");
    requireNonNull(stopping, "stopping is null");
    requireNonNull(fleet, "fleet is null");
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no targets");
    }
  }
}

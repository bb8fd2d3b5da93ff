package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.policy.action.Action;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What is to be done about drift.
///
/// @param check what is compared
/// @param actions what is planned, of what policies order
/// @param wish what is done about differences about which no policy decides; empty for a report
/// @param approval which acts a person has approved
/// @param record the folder of the record of acts, unless the check has a store
/// @param applied the revision that is applied, as the caller knows it; `head` for the newest one;
///     empty to find out
public record ActRequest(
    CheckRequest check,
    Set<Action> actions,
    Optional<Action> wish,
    Approval approval,
    Path record,
    Optional<String> applied) {
  /// For the newest revision.
  public static final String HEAD = "head";

  /// Which acts may be carried out.
  public sealed interface Approval {
    /// None: the plan is only shown.
    record PlanOnly() implements Approval {}

    /// Those that policies order and that need no approval.
    record ByPolicy() implements Approval {}

    /// All.
    record Everything() implements Approval {}

    /// Those of a saved plan.
    ///
    /// @param cluster the UID of the cluster that it was made for
    /// @param ids of its acts
    record SavedPlan(Path file, String cluster, Set<String> ids) implements Approval {
      public SavedPlan {
        requireNonNull(file, "file is null");
        requireNonNull(cluster, "cluster is null");
        ids = Set.copyOf(ids);
      }
    }
  }

  /// The same with fewer actions.
  public ActRequest with(Set<Action> fewer) {
    return new ActRequest(check, fewer, wish, approval, record, applied);
  }

  public ActRequest {
    requireNonNull(check, "check is null");
    actions = Set.copyOf(actions);
    requireNonNull(wish, "wish is null");
    requireNonNull(approval, "approval is null");
    requireNonNull(record, "record is null");
    requireNonNull(applied, "applied is null");
  }
}

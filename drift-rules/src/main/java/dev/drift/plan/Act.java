package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import dev.drift.owner.Reconcilers;
import dev.drift.plan.ownership.FieldManager;
import dev.drift.policy.action.Permit;
import java.util.List;
import java.util.Optional;

/// One thing that is done to one object, or about it in Git. It holds plain values, which nobody
/// prints.
public sealed interface Act {
  ResourceRef resource();

  /// At least one, unless an earlier run was to do it: then its record has them.
  List<Cause> causes();

  /// Whether nothing may be done before a person has approved it.
  default boolean needsApproval() {
    return causes().stream().anyMatch(Cause::needsApproval);
  }

  /// Whether all policies that order it also permit this.
  default boolean permits(Permit permit) {
    return !causes().isEmpty()
        && causes().stream()
            .allMatch(
                cause ->
                    cause
                        .decision()
                        .rule()
                        .filter(rule -> rule.allow().contains(permit))
                        .isPresent());
  }

  /// What is done to the cluster.
  sealed interface OnCluster extends Act {}

  /// Values of an object are put back.
  ///
  /// @param desired as Git declares it in the revision that is applied
  /// @param live the object as it was evaluated
  /// @param deployer whose fields these are; empty if nobody's are tracked
  /// @param readers workloads that go on with the configuration that they read when they started
  record Patch(
      DesiredResource desired,
      LiveResource live,
      List<Step> steps,
      Optional<FieldManager> deployer,
      List<ResourceRef> readers,
      List<Cause> causes)
      implements OnCluster {
    public Patch {
      requireNonNull(desired, "desired is null");
      requireNonNull(live, "live is null");
      steps = List.copyOf(steps);
      requireNonNull(deployer, "deployer is null");
      readers = List.copyOf(readers);
      causes = List.copyOf(causes);
    }

    @Override
    public ResourceRef resource() {
      return live.ref();
    }
  }

  /// A missing object is created.
  ///
  /// @param deployer in whose name
  record Create(DesiredResource desired, FieldManager deployer, List<Cause> causes)
      implements OnCluster {
    public Create {
      requireNonNull(desired, "desired is null");
      requireNonNull(deployer, "deployer is null");
      causes = List.copyOf(causes);
    }

    @Override
    public ResourceRef resource() {
      return desired.ref();
    }
  }

  /// An unmanaged object is deleted.
  record Delete(LiveResource live, List<Cause> causes) implements OnCluster {
    public Delete {
      requireNonNull(live, "live is null");
      causes = List.copyOf(causes);
    }

    @Override
    public ResourceRef resource() {
      return live.ref();
    }
  }

  /// A workload is restarted, so that it reads configuration that was put back.
  ///
  /// @param live the workload as it was evaluated
  /// @param sources the configuration; nothing is restarted unless some of it was put back
  record Restart(LiveResource live, List<ResourceRef> sources, List<Cause> causes)
      implements OnCluster {
    public Restart {
      requireNonNull(live, "live is null");
      sources = List.copyOf(sources);
      causes = List.copyOf(causes);
    }

    @Override
    public ResourceRef resource() {
      return live.ref();
    }
  }

  /// What runs is written into Git.
  ///
  /// @param uid of the object; empty if it is missing
  /// @param removed the declaration that goes, of an object that is missing
  record Adopt(
      ResourceRef resource,
      Optional<String> uid,
      Optional<DesiredResource> removed,
      Rewrite rewrite,
      List<Cause> causes)
      implements Act {
    public Adopt {
      requireNonNull(resource, "resource is null");
      requireNonNull(uid, "uid is null");
      requireNonNull(removed, "removed is null");
      requireNonNull(rewrite, "rewrite is null");
      causes = List.copyOf(causes);
    }
  }

  /// Flux or Argo CD is asked to put objects back.
  record Reconcile(Reconcilers.Keeper.Known keeper, List<Cause> causes) implements OnCluster {
    public Reconcile {
      requireNonNull(keeper, "keeper is null");
      causes = List.copyOf(causes);
    }

    @Override
    public ResourceRef resource() {
      return keeper.object().ref();
    }
  }
}

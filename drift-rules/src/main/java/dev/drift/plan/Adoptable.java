package dev.drift.plan;

import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import java.util.List;
import java.util.Optional;

/// Plans what Git takes over. Only what differs from the revision that is applied: where Git is
/// ahead of the cluster, adopting would undo a commit that is not deployed yet.
final class Adoptable {
  private final AppliedCauses appliedCauses;
  private final Rewrites rewrites;
  private final Leave leave;

  Adoptable(AppliedCauses appliedCauses, Rewrites rewrites, Leave leave) {
    this.appliedCauses = appliedCauses;
    this.rewrites = rewrites;
    this.leave = leave;
  }

  /// @param causes at least one
  Optional<Act> act(
      ResourceRef resource,
      Optional<DesiredResource> desired,
      Optional<LiveResource> live,
      List<Cause> causes) {
    List<Cause> open = open(desired, live, causes);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    return switch (rewrites.of(resource, open.stream().map(Cause::difference).toList())) {
      case Rewrites.Answer.Possible(Rewrite rewrite) ->
          Optional.of(
              new Act.Adopt(
                  resource,
                  live.flatMap(LiveResource::uid),
                  live.isPresent() ? Optional.empty() : desired,
                  rewrite,
                  open));
      case Rewrites.Answer.Refused(String why) -> {
        open.forEach(it -> leave.alone(it, LeftAlone.Reason.CANNOT_ADOPT, why));
        yield Optional.empty();
      }
    };
  }

  private List<Cause> open(
      Optional<DesiredResource> desired, Optional<LiveResource> live, List<Cause> causes) {
    if (desired.isPresent()) {
      return live.isPresent()
          ? appliedCauses.of(desired.get(), live.get(), causes)
          : causes.stream().filter(it -> appliedCauses.isDeclared(desired.get(), it)).toList();
    }
    return causes.stream().filter(it -> isUnmanaged(it, live)).toList();
  }

  private boolean isUnmanaged(Cause cause, Optional<LiveResource> live) {
    if (live.isEmpty() || cause.difference().change() != Change.UNMANAGED) {
      leave.alone(cause, LeftAlone.Reason.CANNOT_ADOPT, "Git does not declare the object itself");
      return false;
    }
    return appliedCauses.isUndeclared(live.get().id(), cause);
  }
}

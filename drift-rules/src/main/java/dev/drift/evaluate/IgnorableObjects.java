package dev.drift.evaluate;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.policy.match.PolicySubject;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the limit on the ignores of a repository is counted over: all that Git declares, and of the
/// tracked kinds also what it does not declare and no controller made.
final class IgnorableObjects {
  private IgnorableObjects() {}

  static List<PolicySubject> of(DesiredState desired, LiveState live) {
    List<PolicySubject> objects = new ArrayList<>();
    desired
        .resources()
        .values()
        .forEach(
            resource ->
                objects.add(
                    PolicySubject.declared(resource, resource.content(), Optional.empty())));
    for (LiveResource resource : live.resources().values()) {
      if (TrackedKinds.ALL.contains(resource.id().groupKind())
          && !desired.resources().containsKey(resource.id())
          && resource.controller().isEmpty()) {
        objects.add(PolicySubject.undeclared(resource));
      }
    }
    return objects;
  }
}

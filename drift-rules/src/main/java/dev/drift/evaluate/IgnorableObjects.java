package dev.drift.evaluate;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.TrackedKinds;
import dev.drift.policy.Subject;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the limit on the ignores of a repository is counted over: all that Git declares, and of the
/// tracked kinds also what it does not declare and no controller made.
final class IgnorableObjects {
  private IgnorableObjects() {}

  static List<Subject> of(DesiredState desired, LiveState live) {
    List<Subject> objects = new ArrayList<>();
    desired
        .resources()
        .values()
        .forEach(
            resource ->
                objects.add(Subject.declared(resource, resource.content(), Optional.empty())));
    for (LiveResource resource : live.resources().values()) {
      if (TrackedKinds.ALL.contains(resource.id().groupKind())
          && !desired.resources().containsKey(resource.id())
          && resource.controller().isEmpty()) {
        objects.add(Subject.undeclared(resource));
      }
    }
    return objects;
  }
}

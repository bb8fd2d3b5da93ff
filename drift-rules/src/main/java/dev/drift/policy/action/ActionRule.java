package dev.drift.policy.action;

import dev.drift.model.origin.Place;
import java.util.List;
import java.util.Set;

public record ActionRule(
    String name,
    Place place,
    Action action,
    boolean needsApproval,
    Limits limits,
    Set<Permit> allow,
    List<String> channels) {
  public boolean namesKind(dev.drift.model.kind.GroupKind kind) {
    return true;
  }
}

package dev.drift.noise;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.HashSet;
import java.util.Set;

/// What an operator makes that Git does not declare, and that names no controller of its own.
///
/// @param name within its pack
/// @param data the keys that its data may have, and no others; empty if the kind has no data
/// @param reason a clause that says who makes it, and why
/// @param source where the operator's own code or documentation says so
record MadeObject(
    String name,
    Set<GroupKind> kinds,
    Set<String> data,
    Conditions conditions,
    String reason,
    String source) {
  MadeObject {
    kinds = Set.copyOf(kinds);
    data = Set.copyOf(data);
  }

  boolean explains(LiveResource live, World world) {
    return kinds.contains(live.id().groupKind())
        && (data.isEmpty() || hasOnly(live.content()))
        && !NodeAccess.isAskedBy(live.content())
        && conditions.hold(TemplateScope.of(live), world.seen(conditions.reads(), live.id()));
  }

  private boolean hasOnly(Value.Obj content) {
    Set<String> keys = new HashSet<>(content.object("data").fields().keySet());
    keys.addAll(content.object("binaryData").fields().keySet());
    return !keys.isEmpty() && data.containsAll(keys);
  }
}

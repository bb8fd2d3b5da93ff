package dev.drift.noise;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.Optional;
import java.util.Set;

/// What an operator writes into objects that Git declares: something that Git does not speak of,
/// or one value in place of one other.
///
/// @param name within its pack
/// @param kinds empty for all
/// @param from the value in Git that it replaces; empty if it only adds
/// @param reason a clause that says who writes it, and why
/// @param source where the operator's own code or documentation says so
record OperatorWrite(
    String name,
    Set<GroupKind> kinds,
    PathPattern path,
    Optional<String> from,
    Conditions conditions,
    String reason,
    String source) {
  OperatorWrite {
    kinds = Set.copyOf(kinds);
  }

  boolean explains(Difference difference, LiveResource live, World world) {
    return (kinds.isEmpty() || kinds.contains(live.id().groupKind()))
        && path.matches(difference.path())
        && (from.isPresent() ? replaces(difference) : difference.isAddition())
        && conditions.hold(
            new TemplateScope(live, difference.live(), Optional.empty()),
            world.seen(conditions.reads(), live.id()));
  }

  private boolean replaces(Difference difference) {
    return difference.change() == Change.CHANGED
        && difference.desired().equals(from.map(Value::of));
  }
}

package dev.drift.policy.match;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What others may add to an object without changing what its deployer applies server-side: a label
/// or a container, but nothing within a value that has one owner as a whole.
///
/// See <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>.
final class Additions {
  /// The maps and structures of Kubernetes that have one owner: selectors, references to objects
  /// and fields, and the terms of an affinity.
  private static final Pattern WHOLE =
      Pattern.compile(
          "([a-z]\\w*S|s)elector|\\w*Ref|requiredDuringSchedulingIgnoredDuringExecution");

  private Additions() {}

  /// @param desired what Git declares
  static boolean isOne(Difference difference, Optional<Value.Obj> desired) {
    Difference field = difference.ofField();
    Path path = field.livePath();
    if (field.change() != Change.ADDED || field.live().isEmpty() || path.isRoot()) {
      return false;
    }
    List<Path.Element> elements = path.elements();
    // Lists without identities have one owner.
    if (elements.stream().anyMatch(Path.Index.class::isInstance)) {
      return false;
    }
    Optional<Value> at = desired.map(it -> it);
    for (Path.Element element : elements.subList(0, elements.size() - 1)) {
      at = at.flatMap(it -> Steps.step(element, it));
      if (at.isPresent()
          && element instanceof Path.Field(String name)
          && WHOLE.matcher(name).matches()) {
        return false;
      }
    }
    return true;
  }
}

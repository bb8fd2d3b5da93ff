package dev.drift.attribute;

import dev.drift.finding.Attribution;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Names who wrote a path, by `metadata.managedFields`.
///
/// That is a hint and no more: the name is the client's own choice, and removing a field leaves no
/// trace. See https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management.
public final class FieldOwners {
  private static final Comparator<FieldOwner> BY_TIME =
      Comparator.comparing(owner -> owner.time().orElse(Instant.MIN));

  private FieldOwners() {}

  /// Who wrote the live value of a difference last.
  public static Attribution attribute(Difference difference, LiveResource live) {
    return owner(difference, live).map(FieldOwners::hint).orElse(Attribution.UNKNOWN);
  }

  /// The entry of who wrote the live value of a difference last.
  static Optional<FieldOwner> owner(Difference found, LiveResource live) {
    Difference difference = found.ofField(); // within a text, whoever wrote the text
    if (difference.change() == Change.REMOVED) {
      return Optional.empty();
    }
    if (difference.change() == Change.UNMANAGED) {
      return Creator.of(live);
    }
    int whole = difference.livePath().elements().size();
    int depth = whole;
    while (depth > 0) {
      Path path = new Path(difference.livePath().elements().subList(0, depth));
      boolean around = depth < whole;
      Optional<FieldOwner> owner =
          live.owners().stream().filter(o -> owns(o.fields(), path, around)).max(BY_TIME);
      if (owner.isPresent()) {
        return owner;
      }
      depth--;
    }
    return Optional.empty();
  }

  private static Attribution hint(FieldOwner owner) {
    return new Attribution(
        owner.manager(), owner.operation(), owner.time(), Attribution.Confidence.HINT);
  }

  /// @param around whether the value stands within what the path leads to: that has one owner as a
  ///     whole only where no fields within it are listed
  private static boolean owns(Value.Obj fields, Path path, boolean around) {
    Value.Obj node = fields;
    for (Path.Element element : path.elements()) {
      Optional<Value.Obj> next = step(node, element);
      if (next.isEmpty()) {
        return false;
      }
      node = next.get();
    }
    return !around || node.fields().isEmpty();
  }

  private static Optional<Value.Obj> step(Value.Obj node, Path.Element element) {
    Optional<Value> found =
        switch (element) {
          case Path.Field(String name) -> node.get("f:" + name);
          case Path.Member(String value) -> node.get("v:" + FieldKeys.text(value));
          case Path.Index(int index) -> node.get("i:" + index);
          case Path.Key(List<Path.Part> parts, int _) -> node.get("k:" + FieldKeys.key(parts));
        };
    return found.filter(Value.Obj.class::isInstance).map(Value.Obj.class::cast);
  }
}

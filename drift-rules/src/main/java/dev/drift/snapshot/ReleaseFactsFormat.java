package dev.drift.snapshot;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.HeldObject;
import dev.drift.model.value.ReleaseFacts;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a snapshot keeps of a Helm release's record: the names of the objects that it installed,
/// each as `group/kind/namespace/name/rights`.
final class ReleaseFactsFormat {
  private static final int PARTS = 5;

  private ReleaseFactsFormat() {}

  static Value.Obj toObject(ReleaseFacts release) {
    List<Value> objects = new ArrayList<>();
    release.objects().forEach(held -> objects.add(Value.of(text(held))));
    return Value.Obj.EMPTY
        .with("complete", Value.of(release.complete()))
        .with("name", Value.of(release.name()))
        .with("namespace", Value.of(release.namespace()))
        .with("objects", new Value.Arr(objects));
  }

  private static String text(HeldObject held) {
    return String.join(
        "/",
        held.groupKind().group(),
        held.groupKind().kind(),
        held.namespace(),
        held.name(),
        held.rights());
  }

  /// @throws IllegalArgumentException if it is none
  static ReleaseFacts of(Value value) {
    if (!(value instanceof Value.Obj entry)) {
      throw new IllegalArgumentException("not a release");
    }
    List<HeldObject> objects = new ArrayList<>();
    for (Value object : entry.list("objects")) {
      objects.add(held(object));
    }
    return new ReleaseFacts(
        entry.text("namespace").orElseThrow(IllegalArgumentException::new),
        entry.text("name").orElseThrow(IllegalArgumentException::new),
        objects,
        entry.get("complete").equals(Optional.of(Value.of(true))));
  }

  private static HeldObject held(Value object) {
    if (!(object instanceof Value.Str(String text))) {
      throw new IllegalArgumentException("not an object of a release");
    }
    String[] parts = text.split("/", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not an object of a release");
    }
    return new HeldObject(new GroupKind(parts[0], parts[1]), parts[2], parts[3], parts[4]);
  }
}

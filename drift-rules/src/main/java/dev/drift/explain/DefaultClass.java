package dev.drift.explain;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.Optional;

/// Admission fills in the cluster's default class where Git names none.
///
/// @param kind what has a class
/// @param path where it names it
/// @param classes the kind of the classes
/// @param annotation what marks the default one
record DefaultClass(String name, GroupKind kind, String path, GroupKind classes, String annotation)
    implements Explanation {

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, Estate estate) {
    boolean concerns =
        difference.change() == Change.ADDED
            && difference.resource().id().groupKind().equals(kind)
            && difference.path().equals(Path.parse(path));
    if (!concerns || !(difference.live().orElseThrow() instanceof Value.Str(String named))) {
      return Optional.empty();
    }
    return estate
        .find(classes, "", named)
        .filter(found -> isDefault(found))
        .map(_ -> "%s is the cluster's default %s".formatted(named, classes.kind()));
  }

  private boolean isDefault(LiveResource found) {
    return found
        .metadata()
        .object("annotations")
        .get(annotation)
        .equals(Optional.of(Value.of("true")));
  }
}

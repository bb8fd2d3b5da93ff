package dev.drift.explain;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Optional;

/// Admission fills in the cluster's default class where Git names none.
///
/// Whether a class is the default is unknown if the classes were not read: they are cluster-scoped,
/// and a user of one namespace rarely may list them. Almost always admission wrote the field, so
/// that it is not drift; the sentence says what is not known.
///
/// @param kind what has a class
/// @param path where it names it
/// @param classes the kind of the classes
/// @param annotation what marks the default one
/// @param fixed whether nobody can change the field once it is there
record DefaultClass(
    String name, GroupKind kind, String path, GroupKind classes, String annotation, boolean fixed)
    implements Explanation {

  @Override
  public Reads reads() {
    return Reads.inCluster(classes);
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean concerns =
        difference.change() == Change.ADDED
            && difference.resource().id().groupKind().equals(kind)
            && difference.path().equals(Path.parse(path));
    if (!concerns || !(difference.live().orElseThrow() instanceof Value.Str(String named))) {
      return Optional.empty();
    }
    if (!world.wasRead(classes)) {
      return Optional.of(unread(named));
    }
    return world
        .find(classes, "", named)
        .filter(found -> isDefault(found))
        .map(_ -> "%s is the cluster's default %s".formatted(named, classes.kind()));
  }

  private String unread(String named) {
    String sentence =
        "Git sets no class and %s could not be read: %s was probably filled in as the cluster's default"
            .formatted(classes.kind(), named);
    return fixed ? sentence + "; the field is immutable" : sentence;
  }

  private boolean isDefault(LiveResource found) {
    return found
        .metadata()
        .object("annotations")
        .get(annotation)
        .equals(Optional.of(Value.of("true")));
  }
}

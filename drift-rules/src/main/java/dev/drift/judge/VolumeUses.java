package dev.drift.judge;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Where containers use a volume: it cannot go before its mounts do.
///
/// @param live the whole object
record VolumeUses(Value.Obj live) {
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");

  /// The mounts of the volume at this path, the later ones of a container first; none where it is
  /// no volume.
  List<Path> of(Path path) {
    List<Path> uses = new ArrayList<>();
    List<Path.Element> elements = path.elements();
    int size = elements.size();
    if (size >= 2
        && elements.get(size - 2).equals(new Path.Field("volumes"))
        && elements.get(size - 1) instanceof Path.Key key
        && key.parts().getFirst().value() instanceof Value.Str(String volume)) {
      Path spec = new Path(elements.subList(0, size - 2));
      for (String containers : CONTAINERS) {
        items(spec.field(containers)).forEach(container -> mounts(container, volume, uses));
      }
    }
    return uses.reversed();
  }

  private void mounts(Path container, String volume, List<Path> uses) {
    List<Value> mounts = list(container.field("volumeMounts"));
    for (Value item : mounts) {
      if (item instanceof Value.Obj mount
          && mount.text("name").filter(volume::equals).isPresent()
          && mount.text("mountPath").isPresent()) {
        uses.add(
            container
                .field("volumeMounts")
                .plus(Path.Key.of("mountPath", mount.text("mountPath").orElseThrow())));
      }
    }
  }

  private List<Path> items(Path list) {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < list(list).size(); i++) {
      paths.add(list.plus(new Path.Index(i)));
    }
    return paths;
  }

  private List<Value> list(Path path) {
    return Steps.at(path, live).orElse(Value.Null.NULL) instanceof Value.Arr(List<Value> items)
        ? items
        : List.of();
  }
}

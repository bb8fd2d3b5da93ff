package dev.drift.rule;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lists of containers of a Pod.
public final class PodLists {
  public static final Set<String> CONTAINERS =
      Set.of("containers", "initContainers", "ephemeralContainers");

  private PodLists() {}

  /// Whether the path leads to one of these fields of a container, or into it; fields of the same
  /// name stand elsewhere, too: a probe has a command, and a label may be called `env`.
  public static boolean isIn(Path path, String... fields) {
    List<Path.Element> elements = path.elements();
    for (int i = 0; i + 2 < elements.size(); i++) {
      if (isContainer(elements, i)
          && elements.get(i + 2) instanceof Path.Field(String field)
          && List.of(fields).contains(field)) {
        return true;
      }
    }
    return false;
  }

  /// The name of the container on the path, for sentences.
  public static Optional<String> container(Path path) {
    List<Path.Element> elements = path.elements();
    Optional<String> name = Optional.empty();
    for (int i = 0; i + 1 < elements.size(); i++) {
      if (isContainer(elements, i)
          && elements.get(i + 1) instanceof Path.Key key
          && key.parts().getFirst().value() instanceof Value.Str(String text)) {
        name = Optional.of(text);
      }
    }
    return name;
  }

  private static boolean isContainer(List<Path.Element> elements, int at) {
    return elements.get(at) instanceof Path.Field(String list)
        && CONTAINERS.contains(list)
        && (elements.get(at + 1) instanceof Path.Key || elements.get(at + 1) instanceof Path.Index);
  }
}

package dev.drift.judge;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What kubectl has a verb of its own to remove: labels, annotations, environment variables.
final class Removal {
  private static final Map<String, String> VERBS =
      Map.of("labels", "label", "annotations", "annotate");
  private static final Set<GroupKind> WITH_TEMPLATES =
      Set.of(Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.DAEMON_SET, Kinds.CRON_JOB);

  /// A hyphen at its end would mean the removal of another key.
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_./-]*[A-Za-z0-9])?");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern CONTAINER = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private Removal() {}

  /// Empty if only a patch removes it.
  static Optional<String> of(ResourceId id, Path path) {
    return metadata(id, path).or(() -> variable(id, path));
  }

  private static Optional<String> metadata(ResourceId id, Path path) {
    List<Path.Element> elements = path.elements();
    return elements.size() == 3
            && elements.getFirst().equals(new Path.Field("metadata"))
            && elements.get(1) instanceof Path.Field(String map)
            && VERBS.containsKey(map)
            && elements.get(2) instanceof Path.Field(String key)
            && KEY.matcher(key).matches()
        ? Kubectl.command(id, List.of(VERBS.get(map)), key + "-")
        : Optional.empty();
  }

  private static Optional<String> variable(ResourceId id, Path path) {
    List<Path.Element> elements = path.elements();
    int size = elements.size();
    if (size < 4
        || !WITH_TEMPLATES.contains(id.groupKind())
        || !elements.get(size - 2).equals(new Path.Field("env"))
        || !(elements.get(size - 4) instanceof Path.Field(String containers))
        || !(containers.equals("containers") || containers.equals("initContainers"))) {
      return Optional.empty();
    }
    Optional<String> variable = name(elements.get(size - 1), VARIABLE);
    Optional<String> container = name(elements.get(size - 3), CONTAINER);
    return variable.isPresent() && container.isPresent()
        ? Kubectl.command(id, List.of("set", "env"), "-c", container.get(), variable.get() + "-")
        : Optional.empty();
  }

  private static Optional<String> name(Path.Element element, Pattern form) {
    return element instanceof Path.Key key
            && key.occurrence() == 1
            && key.parts().getFirst().value() instanceof Value.Str(String name)
            && form.matcher(name).matches()
        ? Optional.of(name)
        : Optional.empty();
  }
}

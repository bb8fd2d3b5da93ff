package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.canonical.ImageReference;
import dev.drift.canonical.PodSpecs;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A container that a Pod, or the template of a workload, asks for.
///
/// @param path where it stands in its resource
public record Container(Path path, Value.Obj content) {
  private static final String INIT = "initContainers";
  private static final List<String> LISTS = List.of(INIT, "containers");

  public Container {
    requireNonNull(path, "path is null");
    requireNonNull(content, "content is null");
  }

  /// In the order of the manifest, init containers first; none where the kind has no Pods.
  public static List<Container> of(LiveResource resource) {
    return of(resource.id().groupKind(), resource.content());
  }

  public static List<Container> of(Declared declared) {
    return of(declared.ref().id().groupKind(), declared.content());
  }

  private static List<Container> of(GroupKind kind, Value.Obj content) {
    List<Container> containers = new ArrayList<>();
    Optional<List<String>> fields = PodSpecs.path(kind);
    if (fields.isEmpty()) {
      return containers;
    }
    Path path = Path.ROOT;
    Value.Obj spec = content;
    for (String field : fields.get()) {
      path = path.field(field);
      spec = spec.object(field);
    }
    for (String list : LISTS) {
      for (Value item : spec.list(list)) {
        if (item instanceof Value.Obj container && container.text("name").isPresent()) {
          Path.Key key = Path.Key.of("name", container.text("name").orElseThrow());
          containers.add(new Container(path.field(list).plus(key), container));
        }
      }
    }
    return containers;
  }

  /// Whether it runs before the others.
  public boolean isInit() {
    List<Path.Element> elements = path.elements();
    return elements.get(elements.size() - 2) instanceof Path.Field(String list)
        && list.equals(INIT);
  }

  public String name() {
    return content.text("name").orElse("");
  }

  /// Empty where no image is named, or in a form that runtimes refuse.
  public Optional<ImageReference> image() {
    return content.text("image").flatMap(ImageReference::parse);
  }

  public Path imagePath() {
    return path.field("image");
  }
}

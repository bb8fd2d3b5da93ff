package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.canonical.defaults.PodSpecs;
import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A container that a Pod, or the template of a workload, asks for.
///
/// @param fields that lead to the Pod spec in its resource
/// @param list of the Pod spec that it stands in
public record Container(List<String> fields, String list, String name, Value.Obj content) {
  private static final String INIT = "initContainers";
  private static final List<String> LISTS = List.of(INIT, "containers");

  public Container {
    fields = List.copyOf(fields);
    requireNonNull(list, "list is null");
    requireNonNull(name, "name is null");
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
    Value.Obj spec = PodSpecs.of(kind, content);
    for (String list : LISTS) {
      for (Value item : spec.list(list)) {
        if (item instanceof Value.Obj container) {
          container
              .text("name")
              .ifPresent(
                  name -> containers.add(new Container(fields.get(), list, name, container)));
        }
      }
    }
    return containers;
  }

  /// Whether it runs before the others.
  public boolean isInit() {
    return list.equals(INIT);
  }

  /// Where it stands in its resource.
  public Path path() {
    return Path.of(fields).field(list).plus(Path.Key.of("name", name));
  }

  /// Empty if no image is named, or in a form that runtimes refuse.
  public Optional<ImageReference> image() {
    return content.text("image").flatMap(ImageReference::parse);
  }

  public Path imagePath() {
    return path().field("image");
  }
}

package dev.drift.source.part;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The objects that a deployer has applied, as it lists them: what is rendered must be the same.
public record Inventory(List<ResourceId> objects) {
  public Inventory {
    objects = List.copyOf(objects);
  }

  /// What these manifests have otherwise: a sentence without its full stop. A namespace that is not
  /// written may be any.
  ///
  /// @param isAll whether there are no others
  /// @param deployer its name
  public Optional<String> differenceFrom(
      Collection<Manifest> manifests, boolean isAll, String deployer) {
    TreeSet<String> onlyRendered = new TreeSet<>();
    TreeSet<String> onlyApplied = new TreeSet<>();
    for (Manifest manifest : manifests) {
      if (objects.stream().noneMatch(it -> isSame(it, manifest))) {
        onlyRendered.add(name(manifest.kind(), manifest.namespace(), manifest.name()));
      }
    }
    if (isAll) {
      for (ResourceId id : objects) {
        if (manifests.stream().noneMatch(it -> isSame(id, it))) {
          onlyApplied.add(name(id.kind(), id.namespace(), id.name()));
        }
      }
    }
    if (onlyRendered.isEmpty() && onlyApplied.isEmpty()) {
      return Optional.empty();
    }
    List<String> halves = new ArrayList<>();
    if (!onlyRendered.isEmpty()) {
      halves.add("only rendered is " + Names.some(List.copyOf(onlyRendered)));
    }
    if (!onlyApplied.isEmpty()) {
      halves.add("only applied is " + Names.some(List.copyOf(onlyApplied)));
    }
    return Optional.of(
        "what Drift renders of it is not what %s has applied: %s"
            .formatted(deployer, String.join("; ", halves)));
  }

  private static boolean isSame(ResourceId id, Manifest manifest) {
    return id.groupKind().equals(manifest.groupKind())
        && id.name().equals(manifest.name())
        && (manifest.namespace().isEmpty()
            || id.namespace().isEmpty()
            || id.namespace().equals(manifest.namespace()));
  }

  private static String name(String kind, String namespace, String name) {
    return namespace.isEmpty()
        ? "%s %s".formatted(kind, name)
        : "%s %s/%s".formatted(kind, namespace, name);
  }
}

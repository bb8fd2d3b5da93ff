package dev.drift.source.flux.release;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.source.helm.HelmObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The objects of a release, with the paths of what depends on secrets.
///
/// @param missing whether there are others that cannot be shown, because secrets are in what
///     identifies them or decide whether they exist
record SecretObjects(List<HelmObject> objects, boolean missing) {
  private static final Path DATA = Path.of("data");
  private static final Path STRING_DATA = Path.of("stringData");

  private record Key(ResourceId id, HelmObject.Role role) {
    static Key of(HelmObject object) {
      Manifest manifest = object.manifest();
      return new Key(
          new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name()),
          object.role());
    }
  }

  /// @param others the same, each rendered with other secrets
  static SecretObjects of(List<HelmObject> all, List<List<HelmObject>> others) {
    boolean missing = false;
    List<HelmObject> known = all;
    for (List<HelmObject> other : others) {
      Map<Key, Deque<HelmObject>> left = new HashMap<>();
      other.forEach(it -> left.computeIfAbsent(Key.of(it), _ -> new ArrayDeque<>()).add(it));
      List<HelmObject> next = new ArrayList<>();
      for (HelmObject object : known) {
        Optional<HelmObject> counterpart =
            Optional.ofNullable(left.get(Key.of(object)))
                .flatMap(it -> Optional.ofNullable(it.poll()));
        Optional<Manifest> hiding =
            counterpart.flatMap(it -> hiding(object.manifest(), it.manifest()));
        hiding.ifPresent(it -> next.add(new HelmObject(it, object.role())));
        missing |= hiding.isEmpty();
      }
      missing |= left.values().stream().anyMatch(it -> !it.isEmpty());
      known = next;
    }
    return new SecretObjects(List.copyOf(known), missing);
  }

  private static Optional<Manifest> hiding(Manifest manifest, Manifest other) {
    return SecretDifference.between(manifest.content(), other.content())
        .map(
            paths -> {
              Set<Path> hidden = new HashSet<>(paths);
              if (manifest.is(Kinds.SECRET)) {
                // All of it is secret, and compared as what it stands for.
                hidden.removeIf(it -> it.startsWith(DATA) || it.startsWith(STRING_DATA));
              }
              return manifest.hiding(hidden);
            });
  }
}

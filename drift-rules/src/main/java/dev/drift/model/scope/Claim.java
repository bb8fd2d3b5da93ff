package dev.drift.model.scope;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceId;
import java.util.Set;

/// Where the sources of a run claim to declare every object: what is there and not declared is
/// unmanaged. Nothing is said of undeclared objects elsewhere.
///
/// @param everything whether that is the whole cluster, with its cluster-scoped objects
/// @param namespaces where it is, if not everywhere
public record Claim(boolean everything, Set<String> namespaces) {
  public static final Claim NOTHING = new Claim(false, Set.of());
  public static final Claim EVERYTHING = new Claim(true, Set.of());

  public Claim {
    requireNonNull(namespaces, "namespaces is null");
    namespaces = Set.copyOf(namespaces);
  }

  /// Whether the object should not be there unless a source declares it.
  public boolean covers(ResourceId id) {
    return everything || (!id.namespace().isEmpty() && namespaces.contains(id.namespace()));
  }

  /// Whether everything in the namespace is claimed.
  public boolean coversNamespace(String namespace) {
    return everything || namespaces.contains(namespace);
  }
}

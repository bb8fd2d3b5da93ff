package dev.drift.attribute;

import dev.drift.model.ApiKind;
import dev.drift.model.GroupKind;
import dev.drift.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What an audit log says of each resource.
public final class AuditTrail {
  /// No audit log.
  public static final AuditTrail NONE = new AuditTrail(new Names(List.of()), List.of());

  private static final Comparator<AuditEvent> NEWEST_FIRST =
      Comparator.comparing(AuditEvent::time).reversed();

  private final Names names;
  private final Map<Key, List<AuditEvent>> events = new HashMap<>();

  private AuditTrail(Names names, Collection<AuditEvent> events) {
    this.names = names;
    for (AuditEvent event : events) {
      this.events.computeIfAbsent(names.key(event), _ -> new ArrayList<>()).add(event);
    }
    this.events.values().forEach(list -> list.sort(NEWEST_FIRST));
  }

  /// @param events in any order
  /// @param kinds what the cluster serves: events name resources by their plural
  public static AuditTrail of(Collection<AuditEvent> events, List<ApiKind> kinds) {
    return new AuditTrail(new Names(kinds), events);
  }

  /// Events of these resources, to hold on to no other ones.
  public static Filter filter(Collection<ResourceId> resources, List<ApiKind> kinds) {
    Names names = new Names(kinds);
    Set<Key> wanted = new HashSet<>();
    for (ResourceId resource : resources) {
      names.key(resource).ifPresent(wanted::add);
      names.all(resource).ifPresent(wanted::add);
    }
    return event -> wanted.contains(names.key(event));
  }

  /// Which events matter.
  @FunctionalInterface
  public interface Filter {
    boolean wants(AuditEvent event);
  }

  /// The events of a resource, and the deletions of many in its place, the newest first.
  List<AuditEvent> of(ResourceId resource) {
    return Stream.of(names.key(resource), names.all(resource))
        .flatMap(Optional::stream)
        .flatMap(key -> events.getOrDefault(key, List.of()).stream())
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /// A resource as events name it.
  private record Key(String group, String resource, String namespace, String name) {}

  private static final class Names {
    private final Map<GroupKind, ApiKind> kinds = new HashMap<>();
    private final Set<String> clusterScoped = new HashSet<>();

    Names(List<ApiKind> served) {
      for (ApiKind kind : served) {
        kinds.put(kind.groupKind(), kind);
        if (!kind.namespaced()) {
          clusterScoped.add(kind.groupKind().group() + "/" + kind.plural());
        }
      }
    }

    Key key(AuditEvent event) {
      boolean scoped = clusterScoped.contains(event.group() + "/" + event.resource());
      return new Key(
          event.group(), event.resource(), scoped ? "" : event.namespace(), event.name());
    }

    Optional<Key> key(ResourceId id) {
      return Optional.ofNullable(kinds.get(id.groupKind()))
          .map(kind -> new Key(id.groupKind().group(), kind.plural(), id.namespace(), id.name()));
    }

    Optional<Key> all(ResourceId id) {
      return key(id).map(key -> new Key(key.group(), key.resource(), key.namespace(), ""));
    }
  }
}

package dev.drift.attribute;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
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

/// The requests for each resource, from the request log of an API server.
public final class RequestLog {
  /// No request log.
  public static final RequestLog NONE = new RequestLog(new Names(List.of()), List.of());

  private static final Comparator<LoggedRequest> NEWEST_FIRST =
      Comparator.comparing(LoggedRequest::time).reversed();

  private final Names names;
  private final Map<Key, List<LoggedRequest>> events = new HashMap<>();

  private RequestLog(Names names, Collection<LoggedRequest> events) {
    this.names = names;
    for (LoggedRequest event : events) {
      this.events.computeIfAbsent(names.key(event), _ -> new ArrayList<>()).add(event);
    }
    this.events.values().forEach(list -> list.sort(NEWEST_FIRST));
  }

  /// @param events in any order
  /// @param kinds what the cluster serves: events name resources by their plural
  public static RequestLog of(Collection<LoggedRequest> events, List<ApiKind> kinds) {
    return new RequestLog(new Names(kinds), events);
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
    boolean wants(LoggedRequest event);
  }

  /// The events of a resource, and the deletions of many in its place, the newest first.
  List<LoggedRequest> of(ResourceId resource) {
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

    Key key(LoggedRequest event) {
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

package dev.drift.pipeline;

import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.world.World;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The resource that a person names as for kubectl, in a world.
final class NamedResource {
  private NamedResource() {}

  /// One for each kind that has the name.
  ///
  /// @throws DriftException if the cluster does not serve such a kind, or -n excludes it
  static List<ResourceId> candidates(ResourceRequest request, World world) {
    KindNames names =
        KindNames.of(
            world.live().kinds(),
            world.declared().values().stream().map(DesiredResource::ref).toList());
    List<KindNames.Meant> kinds = names.meant(request.kind());
    if (kinds.isEmpty()) {
      List<String> suggestions = names.suggestions(request.kind());
      throw usage(
          "the cluster does not serve the kind %s%s"
              .formatted(
                  request.kind(),
                  suggestions.isEmpty()
                      ? ""
                      : "; did you mean %s?".formatted(String.join(", ", suggestions))));
    }
    List<ResourceId> candidates = kinds.stream().map(kind -> id(kind, request)).toList();
    List<String> namespaces = request.check().namespaces();
    if (!namespaces.isEmpty()
        && candidates.stream().noneMatch(id -> namespaces.contains(id.home()))) {
      throw usage(
          "%s is cluster-scoped, and -n excludes it; remove -n".formatted(candidates.getFirst()));
    }
    return candidates;
  }

  private static ResourceId id(KindNames.Meant kind, ResourceRequest request) {
    int slash = request.name().indexOf('/');
    String name = request.name().substring(slash + 1);
    if (!kind.namespaced()) {
      return new ResourceId(kind.kind(), "", name);
    }
    String namespace = slash < 0 ? request.namespace() : request.name().substring(0, slash);
    return new ResourceId(kind.kind(), namespace, name);
  }

  /// The only one that was found.
  ///
  /// @throws DriftException if there is none, or several kinds have the name
  static <T> T only(
      ResourceRequest request,
      List<ResourceId> candidates,
      List<T> found,
      Function<T, ResourceRef> resource,
      World world) {
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 -> throw usage(Absent.message(candidates, world));
      default ->
          throw usage(
              "%s matches %s; qualify the kind with its group, for example %s"
                  .formatted(
                      request.kind(),
                      found.stream()
                          .map(one -> resource.apply(one).id().toString())
                          .collect(Collectors.joining(", ")),
                      resource.apply(found.getFirst()).id().groupKind()));
    };
  }

  private static DriftException usage(String sentence) {
    return new DriftException(Problem.of(Problem.Code.USAGE, sentence));
  }
}

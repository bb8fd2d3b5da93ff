package dev.drift.pipeline;

import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Spelling;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says why a resource cannot be explained: nobody has it, or it is not compared.
final class Absent {
  private static final int MOST_SUGGESTED = 3;

  private Absent() {}

  /// @param candidates what the resource may be; at least one
  static String message(List<ResourceId> candidates, World world) {
    Optional<ResourceId> there =
        candidates.stream().filter(world.live().resources()::containsKey).findFirst();
    if (there.isPresent()) {
      return "the cluster has %s, but no source declares it and %s"
          .formatted(
              there.get(),
              world.desired().claim().covers(there.get())
                  ? "Drift does not compare undeclared objects of this kind"
                  : "it is out of scope; use --scope cluster");
    }
    ResourceId sought = candidates.getFirst();
    List<ResourceId> similar = similar(candidates, world);
    if (!similar.isEmpty()) {
      return "neither Git nor the cluster has %s; did you mean %s?"
          .formatted(
              sought, similar.stream().map(ResourceId::toString).collect(Collectors.joining(", ")));
    }
    GroupKind kind = sought.groupKind();
    LiveState live = world.live();
    if (candidates.stream().allMatch(id -> live.coverageOf(id.groupKind()).isEmpty())) {
      return ("Git has no %s, and Drift does not read any %s from the cluster:"
              + " Git declares none, and the kind is not tracked")
          .formatted(sought, kind.kind());
    }
    return "neither Git nor the cluster has %s".formatted(sought);
  }

  /// The same name in other namespaces first, then similar names in the same namespace.
  private static List<ResourceId> similar(List<ResourceId> candidates, World world) {
    ResourceId sought = candidates.getFirst();
    Set<GroupKind> kinds =
        candidates.stream().map(ResourceId::groupKind).collect(Collectors.toSet());
    List<ResourceId> known =
        Stream.concat(
                world.declared().keySet().stream(), world.live().resources().keySet().stream())
            .filter(id -> kinds.contains(id.groupKind()))
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .toList();
    List<ResourceId> elsewhere =
        known.stream().filter(id -> id.name().equals(sought.name())).limit(MOST_SUGGESTED).toList();
    if (!elsewhere.isEmpty()) {
      return elsewhere;
    }
    List<ResourceId> beside =
        known.stream().filter(id -> id.namespace().equals(sought.namespace())).toList();
    return Spelling.closest(
            sought.name(), beside.stream().map(ResourceId::name).toList(), MOST_SUGGESTED)
        .stream()
        .map(name -> new ResourceId(sought.groupKind(), sought.namespace(), name))
        .filter(beside::contains)
        .toList();
  }
}

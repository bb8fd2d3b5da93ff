package dev.drift.compare;

import dev.drift.canonical.schema.Quantity;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.NodeProfile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares a Node with the profile that speaks of it.
public final class NodeComparer {
  /// Taints that controllers set on Nodes and remove again.
  private static final List<String> OF_CONTROLLERS =
      List.of(
          "node.kubernetes.io/",
          "node.cloudprovider.kubernetes.io/",
          "ToBeDeletedByClusterAutoscaler",
          "DeletionCandidateOfClusterAutoscaler");

  private static final Path LABELS = Path.of("metadata", "labels");
  private static final Path TAINTS = Path.of("spec", "taints");
  private static final Path ALLOCATABLE = Path.of("status", "allocatable");

  private NodeComparer() {}

  public static List<Difference> compare(LiveResource node, NodeProfile profile) {
    List<Difference> differences = new ArrayList<>();
    labels(node, profile, differences);
    profile.taints().ifPresent(taints -> taints(node, taints, differences));
    allocatable(node, profile, differences);
    return differences;
  }

  private static void labels(LiveResource node, NodeProfile profile, List<Difference> differences) {
    Value.Obj labels = node.metadata().object("labels");
    profile
        .labels()
        .forEach(
            (name, wanted) -> {
              Optional<Value> found = labels.get(name);
              if (!found.equals(Optional.of(Value.of(wanted)))) {
                differences.add(
                    new Difference(
                        node.ref(),
                        found.isPresent() ? Change.CHANGED : Change.REMOVED,
                        LABELS.field(name),
                        Optional.of(Value.of(wanted)),
                        found));
              }
            });
  }

  private static void taints(
      LiveResource node, List<NodeProfile.Taint> wanted, List<Difference> differences) {
    List<NodeProfile.Taint> found =
        node.content().object("spec").objects("taints").stream()
            .map(
                taint ->
                    new NodeProfile.Taint(
                        taint.text("key").orElse(""),
                        taint.text("value").orElse(""),
                        taint.text("effect").orElse("")))
            .toList();
    for (NodeProfile.Taint taint : wanted) {
      if (!found.contains(taint)) {
        differences.add(
            new Difference(
                node.ref(),
                Change.REMOVED,
                path(taint),
                Optional.of(value(taint)),
                Optional.empty()));
      }
    }
    for (NodeProfile.Taint taint : found) {
      if (!wanted.contains(taint) && OF_CONTROLLERS.stream().noneMatch(taint.key()::startsWith)) {
        differences.add(
            new Difference(
                node.ref(),
                Change.ADDED,
                path(taint),
                Optional.empty(),
                Optional.of(value(taint))));
      }
    }
  }

  /// A Node may have the same key with two effects.
  private static Path path(NodeProfile.Taint taint) {
    return TAINTS.plus(
        new Path.Key(
            List.of(
                new Path.Part("key", Value.of(taint.key())),
                new Path.Part("effect", Value.of(taint.effect()))),
            1));
  }

  private static Value value(NodeProfile.Taint taint) {
    Value.Obj value = Value.Obj.EMPTY.with("key", Value.of(taint.key()));
    if (!taint.value().isEmpty()) {
      value = value.with("value", Value.of(taint.value()));
    }
    return value.with("effect", Value.of(taint.effect()));
  }

  private static void allocatable(
      LiveResource node, NodeProfile profile, List<Difference> differences) {
    Value.Obj allocatable = node.content().object("status").object("allocatable");
    for (Map.Entry<String, Value> wanted : profile.allocatable().entrySet()) {
      Optional<Value> found = allocatable.get(wanted.getKey());
      boolean enough =
          found
              .flatMap(Quantity::parse)
              .flatMap(
                  has ->
                      Quantity.parse(wanted.getValue()).filter(least -> has.compareTo(least) >= 0))
              .isPresent();
      if (!enough) {
        differences.add(
            new Difference(
                node.ref(),
                found.isPresent() ? Change.CHANGED : Change.REMOVED,
                ALLOCATABLE.field(wanted.getKey()),
                Optional.of(wanted.getValue()),
                found));
      }
    }
  }

  /// Whether the profile speaks of the Node.
  public static boolean isOf(LiveResource node, NodeProfile profile) {
    Set<Map.Entry<String, Value>> labels = node.metadata().object("labels").fields().entrySet();
    return profile.selector().entrySet().stream()
        .allMatch(label -> labels.contains(Map.entry(label.getKey(), Value.of(label.getValue()))));
  }
}

package dev.drift.evaluate.pod;

import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pods of declared workloads that somebody changed after they were made.
///
/// Only what can be changed in a Pod is looked at: images, resources, what the template says in
/// labels and annotations, and ephemeral containers. What a Pod has beside its template came with
/// it when it was made, by admission.
public final class PatchedPods {

  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  /// What decides about a Pod besides the Pod itself.
  public static final Reads READS =
      PodTemplates.READS
          .and(VerticalAutoscalers.READS)
          .and(Reads.inCluster(Kinds.MUTATING_WEBHOOK_CONFIGURATION));

  private final World world;

  public PatchedPods(World world) {
    this.world = world;
  }

  /// A Pod that is not as its template says.
  ///
  /// @param template in the form of a Pod
  /// @param explained what an autoscaler accounts for
  /// @param leaving whether a rollout is about to replace the Pod
  public record Patched(
      LiveResource pod,
      DesiredResource workload,
      Value.Obj template,
      List<Difference> differences,
      List<Explained> explained,
      boolean leaving) {}

  public record Explained(Difference difference, String sentence) {}

  /// Whether resources were not compared because the autoscalers that may set them were not read.
  public boolean leftOutResources() {
    return !VerticalAutoscalers.areKnown(world);
  }

  /// Empty if the Pod is as its template says, or not one of a declared workload.
  public Optional<Patched> of(LiveResource pod) {
    return !world.declared().containsKey(pod.id()) && isRunning(pod)
        ? new PodComparison(pod, world.seen(READS, pod.id())).patched()
        : Optional.empty();
  }

  private static boolean isRunning(LiveResource pod) {
    return pod.metadata().get("deletionTimestamp").isEmpty()
        && !OVER.contains(pod.content().object("status").text("phase").orElse(""));
  }
}

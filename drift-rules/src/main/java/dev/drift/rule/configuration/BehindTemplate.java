package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Names;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.Workloads;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pods run an older template of their workload, and nothing is replacing them.
final class BehindTemplate implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG034", "pods-behind-template", Category.CONFIGURATION, Severity.MEDIUM)
          .what("Pods run an older template of their workload, and nothing is replacing them.")
          .why("The workload matches Git but its Pods do not: the latest change is not in effect.")
          .example(
              "A StatefulSet with `updateStrategy: OnDelete` got a new image; its Pods run the old one until someone deletes them.")
          .remedy(
              "Delete the Pods one by one, lower the partition, resume the rollout, or fix what blocks it.");

  private static final Path STRATEGY = Path.of("spec", "updateStrategy");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return PodRevisions.KINDS;
  }

  @Override
  public Extent extent() {
    return Extent.NAMESPACE;
  }

  @Override
  public Reads reads() {
    return WorldRule.super.reads().and(Workloads.READS);
  }

  @Override
  public List<Offence> judge(MaskedWorld world) {
    List<LiveResource> pods = Workloads.pods(world);
    List<Offence> offences = new ArrayList<>();
    for (LiveResource workload : Workloads.of(world)) {
      GroupKind kind = workload.id().groupKind();
      if (!PodRevisions.isSeen(workload)) {
        continue;
      }
      if (kind.equals(Kinds.DEPLOYMENT)) {
        ofDeployment(workload).ifPresent(offences::add);
      } else if (kind.equals(Kinds.STATEFUL_SET) || kind.equals(Kinds.DAEMON_SET)) {
        ofSet(workload, pods, world).ifPresent(offences::add);
      }
    }
    return offences;
  }

  private Optional<Offence> ofSet(LiveResource set, List<LiveResource> pods, MaskedWorld world) {
    Value.Obj strategy = set.content().object("spec").object("updateStrategy");
    boolean onDelete = strategy.text("type").equals(Optional.of("OnDelete"));
    int partition =
        onDelete
            ? 0
            : strategy
                .object("rollingUpdate")
                .number("partition")
                .map(BigDecimal::intValue)
                .orElse(0);
    if (!onDelete && partition <= 0) {
      return Optional.empty();
    }
    PodRevisions revisions = new PodRevisions(world);
    List<String> behind =
        pods.stream()
            .filter(pod -> world.controller(pod).filter(set::equals).isPresent())
            .filter(pod -> !revisions.isNewest(pod).orElse(true))
            .filter(pod -> onDelete || ordinal(pod, set) < partition)
            .map(pod -> pod.id().name())
            .toList();
    if (behind.isEmpty()) {
      return Optional.empty();
    }
    String why =
        onDelete
            ? "with updateStrategy OnDelete, a Pod is replaced only when someone deletes it"
            : "partition %d holds back Pods with a lower ordinal".formatted(partition);
    return Optional.of(
        Offence.of(
            this,
            set,
            onDelete ? STRATEGY : STRATEGY.field("rollingUpdate").field("partition"),
            "%s %s an older template than the workload's current one: %s"
                .formatted(Names.pods(behind), behind.size() == 1 ? "runs" : "run", why)));
  }

  /// The number at the end of the name of a StatefulSet's Pod; none is below any partition.
  private static int ordinal(LiveResource pod, LiveResource set) {
    String start = set.id().name() + "-";
    String name = pod.id().name();
    try {
      return name.startsWith(start)
          ? Integer.parseInt(name.substring(start.length()))
          : Integer.MAX_VALUE;
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  private Optional<Offence> ofDeployment(LiveResource deployment) {
    Value.Obj spec = deployment.content().object("spec");
    Value.Obj status = deployment.content().object("status");
    long all = number(status, "replicas");
    long behind = all - number(status, "updatedReplicas");
    if (behind <= 0) {
      return Optional.empty();
    }
    String who =
        "%d of %d %s an older template than the workload's current one"
            .formatted(behind, all, all == 1 ? "Pod runs" : behind == 1 ? "Pods runs" : "Pods run");
    if (spec.get("paused").equals(Optional.of(Value.of(true)))) {
      return Optional.of(
          Offence.of(
              this, deployment, Path.of("spec", "paused"), who + ": the Deployment is paused"));
    }
    return isStuck(status)
        ? Optional.of(
            new Offence(
                deployment.ref(),
                Path.of("spec", "template"),
                Severity.HIGH,
                who + ": the rollout exceeded its progress deadline"))
        : Optional.empty();
  }

  private static boolean isStuck(Value.Obj status) {
    return status.list("conditions").stream()
        .anyMatch(
            item ->
                item instanceof Value.Obj condition
                    && condition.text("type").equals(Optional.of("Progressing"))
                    && condition.text("status").equals(Optional.of("False"))
                    && condition.text("reason").equals(Optional.of("ProgressDeadlineExceeded")));
  }

  private static long number(Value.Obj object, String field) {
    return object.number(field).map(BigDecimal::longValue).orElse(0L);
  }
}

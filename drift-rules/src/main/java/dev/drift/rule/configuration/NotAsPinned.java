package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Names;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.RunningContainer;
import dev.drift.rule.Workloads;
import dev.drift.rule.WorldRule;
import dev.drift.world.Declared;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A container runs another image than the one whose digest Git pins.
final class NotAsPinned implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG031", "image-not-as-pinned", Category.CONFIGURATION, Severity.HIGH)
          .what(
              "Git pins an image by digest, but a Pod runs an image that its Node does not list under that digest.")
          .why("A digest pins exactly which code may run; here, different code runs.")
          .example(
              "A webhook rewrites images to a mirror and drops the digest; the mirror's tag is a different image.")
          .remedy(
              "Find out what drops the digest, a webhook or the Node's runtime; then delete the Pod.");

  /// A Node lists no more names of an image.
  private static final int MOST_NAMES = 5;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    Set<GroupKind> kinds = new TreeSet<>(PodRevisions.KINDS);
    kinds.add(Kinds.NODE);
    return kinds;
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
    Map<ResourceId, List<LiveResource>> pods = newestPods(world);
    List<Offence> offences = new ArrayList<>();
    for (LiveResource workload : Workloads.of(world)) {
      List<LiveResource> own = pods.getOrDefault(workload.id(), List.of());
      Optional<Declared> declared = own.isEmpty() ? Optional.empty() : world.desired(workload.id());
      if (declared.isEmpty()) {
        continue;
      }
      for (Container container : Container.of(declared.get())) {
        container
            .image()
            .flatMap(ImageReference::digest)
            .filter(pinned -> isAsked(container, pinned, workload))
            .flatMap(pinned -> offence(container, pinned, workload, own, world))
            .ifPresent(offences::add);
      }
    }
    return offences;
  }

  /// The Pods of the newest template of each workload; a Pod without a controller is a workload.
  private static Map<ResourceId, List<LiveResource>> newestPods(MaskedWorld world) {
    PodRevisions revisions = new PodRevisions(world);
    Map<ResourceId, List<LiveResource>> newest = new HashMap<>();
    for (LiveResource pod : Workloads.pods(world)) {
      ResourceId workload = world.workload(pod).id();
      if (pod.id().equals(workload) || revisions.isNewest(pod).orElse(false)) {
        newest.computeIfAbsent(workload, _ -> new ArrayList<>()).add(pod);
      }
    }
    return newest;
  }

  /// Otherwise the template differs from Git, which another rule reports.
  private static boolean isAsked(Container declared, String pinned, LiveResource workload) {
    return Container.of(workload).stream()
        .filter(one -> one.path().equals(declared.path()))
        .anyMatch(one -> one.image().flatMap(ImageReference::digest).equals(Optional.of(pinned)));
  }

  private Optional<Offence> offence(
      Container container,
      String pinned,
      LiveResource workload,
      List<LiveResource> pods,
      MaskedWorld world) {
    List<String> names = new ArrayList<>();
    Set<String> digests = new TreeSet<>();
    for (LiveResource pod : pods) {
      for (RunningContainer running : RunningContainer.of(pod)) {
        Optional<String> digest = running.imageId().flatMap(ImageReference::digest);
        if (running.container().name().equals(container.name())
            && digest.isPresent()
            && running
                .container()
                .image()
                .flatMap(ImageReference::digest)
                .orElse(pinned)
                .equals(pinned)
            && running
                .node(world)
                .filter(node -> isOther(node, digest.get(), pinned))
                .isPresent()) {
          names.add(pod.id().name());
          digests.add(ImageReference.shown(digest.get()));
        }
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Offence.of(
                this,
                workload,
                container.imagePath(),
                "%s %s %s, which the Node does not list under %s, the digest that Git pins"
                    .formatted(
                        Names.pods(names),
                        names.size() == 1 ? "runs" : "run",
                        String.join(", ", digests),
                        ImageReference.shown(pinned))));
  }

  /// Whether the Node knows the image by this digest and not by the other. An image has several:
  /// that of an index for many architectures, and that of the manifest for one of them.
  private static boolean isOther(LiveResource node, String running, String pinned) {
    for (Value item : node.content().object("status").list("images")) {
      if (item instanceof Value.Obj image) {
        List<Value> names = image.list("names");
        if (names.size() < MOST_NAMES && has(names, running)) {
          return !has(names, pinned);
        }
      }
    }
    return false;
  }

  private static boolean has(List<Value> names, String digest) {
    return names.stream()
        .anyMatch(name -> name instanceof Value.Str(String text) && text.endsWith("@" + digest));
  }
}

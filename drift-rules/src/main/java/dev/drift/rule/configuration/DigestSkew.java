package dev.drift.rule.configuration;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Names;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.RunningContainer;
import dev.drift.rule.Workloads;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Pods of one template run one tag with two digests.
final class DigestSkew implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG030", "image-digest-skew", Category.CONFIGURATION, Severity.MEDIUM)
          .what("Pods of the same template run the same image tag with different digests.")
          .why(
              "The tag was moved to another image, so Pods that should be identical may run different code.")
          .example(
              "`registry.example/etl:stable` was pushed again; of three Pods, only the one recreated after a Node failure runs the new image.")
          .remedy("Use immutable tags or pin the digest; then restart the workload.");

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

  /// What should run the same: containers of one name and image in Pods of one template. A registry
  /// gives Nodes of another architecture other digests, and runtimes differ in which of an image's
  /// digests they tell.
  private record Alike(
      ResourceId workload, String container, String image, String revision, String node) {}

  @Override
  public List<Offence> judge(MaskedWorld world) {
    Map<Alike, Map<String, List<String>>> pods = new LinkedHashMap<>();
    PodRevisions revisions = new PodRevisions(world);
    for (LiveResource pod : Workloads.pods(world)) {
      revisions.of(pod).ifPresent(revision -> add(pod, revision, world, pods));
    }
    Set<String> reported = new HashSet<>();
    List<Offence> offences = new ArrayList<>();
    pods.forEach(
        (alike, digests) -> {
          if (digests.size() > 1 && reported.add(alike.workload() + " " + alike.container())) {
            world
                .find(alike.workload())
                .map(found -> Offence.of(this, found, path(found, alike), message(alike, digests)))
                .ifPresent(offences::add);
          }
        });
    return offences;
  }

  private static void add(
      LiveResource pod,
      String revision,
      MaskedWorld world,
      Map<Alike, Map<String, List<String>>> pods) {
    for (RunningContainer running : RunningContainer.of(pod)) {
      Optional<String> node = running.node(world).flatMap(DigestSkew::platform);
      Optional<ImageReference> image =
          running.container().image().filter(one -> one.digest().isEmpty());
      Optional<ImageReference> id = running.imageId();
      if (node.isPresent() && image.isPresent() && id.isPresent()) {
        Alike alike =
            new Alike(
                world.workload(pod).id(),
                running.container().name(),
                image.get().shown(),
                revision,
                node.get() + " " + id.get().name());
        pods.computeIfAbsent(alike, _ -> new TreeMap<>())
            .computeIfAbsent(id.get().digest().orElseThrow(), _ -> new ArrayList<>())
            .add(pod.id().name());
      }
    }
  }

  private static String message(Alike alike, Map<String, List<String>> digests) {
    return "Pods of the same template run %s with %d different digests: %s"
        .formatted(
            alike.image(),
            digests.size(),
            digests.entrySet().stream()
                .map(
                    one ->
                        "%s in %s"
                            .formatted(
                                ImageReference.shown(one.getKey()), Names.few(one.getValue())))
                .collect(joining("; ")));
  }

  private static Path path(LiveResource workload, Alike alike) {
    return Container.of(workload).stream()
        .filter(one -> one.name().equals(alike.container()))
        .map(Container::imagePath)
        .findFirst()
        .orElse(Path.ROOT);
  }

  /// Architecture and runtime of a Node.
  private static Optional<String> platform(LiveResource node) {
    Value.Obj info = node.content().object("status").object("nodeInfo");
    Optional<String> runtime =
        info.text("containerRuntimeVersion")
            .filter(version -> version.contains("://"))
            .map(version -> version.substring(0, version.indexOf("://")));
    return info.text("architecture")
        .filter(architecture -> !architecture.isEmpty())
        .flatMap(architecture -> runtime.map(name -> architecture + " " + name));
  }
}

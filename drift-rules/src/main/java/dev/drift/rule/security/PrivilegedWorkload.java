package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A workload runs privileged or has access to its node.
final class PrivilegedWorkload implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC015", "privileged-workload", Category.SECURITY, Severity.HIGH)
          .what("A workload runs privileged or has access to its node.")
          .why(
              "Anyone who breaks into such a container may take over the node and everything that runs on it.")
          .example("The DaemonSet of a log shipper mounts the node's `/` with write access.")
          .remedy(
              "Remove the privileges it does not need; run privileged workloads in a separate namespace.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Value ON = Value.of(true);
  private static final Map<String, String> OF_POD =
      Map.of(
          "hostNetwork", "it uses the network of its node",
          "hostPID", "it can see all processes on its node",
          "hostIPC", "it can share memory with processes on its node");

  @Override
  public Set<GroupKind> kinds() {
    return PodSpec.KINDS;
  }

  @Override
  public Reads reads() {
    return PodSpec.READS;
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    PodSpec.of(resource, world).ifPresent(spec -> judge(resource, spec, offences));
    return offences;
  }

  private static void judge(LiveResource resource, PodSpec spec, List<Offence> offences) {
    for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (spec.content().get(field).filter(ON::equals).isPresent()) {
        offences.add(
            new Offence(
                resource.ref(),
                spec.path().field(field),
                Severity.MEDIUM,
                OF_POD.getOrDefault(field, field)));
      }
    }
    spec.containers().forEach(container -> judge(resource, container, offences));
    for (Value item : spec.content().list("volumes")) {
      if (item instanceof Value.Obj volume) {
        judge(resource, volume, spec, offences);
      }
    }
  }

  private static void judge(LiveResource resource, Container container, List<Offence> offences) {
    Value.Obj context = container.content().object("securityContext");
    if (context.get("privileged").filter(ON::equals).isPresent()) {
      offences.add(
          new Offence(
              resource.ref(),
              context(container).field("privileged"),
              Severity.HIGH,
              "the container %s runs privileged and has full root access to the node"
                  .formatted(container.name())));
      return;
    }
    for (Value item : context.object("capabilities").list("add")) {
      if (item instanceof Value.Str(String capability) && Capabilities.isStrong(capability)) {
        offences.add(
            new Offence(
                resource.ref(),
                context(container)
                    .field("capabilities")
                    .field("add")
                    .plus(new Path.Member(capability)),
                Capabilities.isRoot(capability) ? Severity.HIGH : Severity.MEDIUM,
                "the container %s has the capability %s%s"
                    .formatted(container.name(), capability, Capabilities.effect(capability))));
      }
    }
  }

  private static Path context(Container container) {
    return container.path().field("securityContext");
  }

  private static void judge(
      LiveResource resource, Value.Obj volume, PodSpec spec, List<Offence> offences) {
    String name = volume.text("name").orElse("");
    String folder = volume.object("hostPath").text("path").orElse("");
    if (folder.isEmpty() || !HostPaths.isSensitive(folder)) {
      return;
    }
    boolean writes = spec.containers().stream().anyMatch(one -> writes(one, name));
    offences.add(
        new Offence(
            resource.ref(),
            spec.path().field("volumes").plus(Path.Key.of("name", name)),
            writes ? Severity.HIGH : Severity.MEDIUM,
            "it %s the node's %s%s"
                .formatted(writes ? "can write to" : "mounts", folder, HostPaths.effect(folder))));
  }

  private static boolean writes(Container container, String volume) {
    return container.content().list("volumeMounts").stream()
        .anyMatch(
            item ->
                item instanceof Value.Obj mount
                    && mount.get("name").equals(Optional.of(Value.of(volume)))
                    && mount.get("readOnly").filter(ON::equals).isEmpty());
  }
}

package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.Workloads;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The coordinator and the workers of a Trino are not of one version.
final class VersionSkew implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG032", "version-skew", Category.CONFIGURATION, Severity.HIGH)
          .what("The coordinator and workers of a Trino cluster use different image versions.")
          .why("Trino supports only one version per cluster: queries fail, or workers cannot join.")
          .example(
              "The workers were upgraded to `trinodb/trino:480`, but the coordinator still runs 479.")
          .remedy("Give the coordinator and all workers the same image.");

  private static final Set<GroupKind> KINDS =
      Set.of(Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.DAEMON_SET);
  private static final String NAME = "app.kubernetes.io/name";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final List<String> ROLES =
      List.of("app.kubernetes.io/component", "component", "role");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^[ \\t]*coordinator[ \\t]*[=:][ \\t]*(true|false)[ \\t]*$");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.DAEMON_SET, Kinds.CONFIG_MAP);
  }

  @Override
  public Extent extent() {
    return Extent.NAMESPACE;
  }

  @Override
  public Reads reads() {
    return WorldRule.super.reads().and(Workloads.READS);
  }

  /// What may be one Trino.
  private record Group(String namespace, String name, String instance)
      implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      return toString().compareTo(other.toString());
    }
  }

  private record Member(LiveResource workload, Container container, ImageReference image) {}

  @Override
  public List<Offence> judge(MaskedWorld world) {
    Map<Group, List<Member>> coordinators = new TreeMap<>();
    Map<Group, List<Member>> workers = new TreeMap<>();
    for (LiveResource workload : Workloads.of(world)) {
      if (!KINDS.contains(workload.id().groupKind())) {
        continue;
      }
      Optional<Group> group = group(workload);
      Optional<Member> member = group.isPresent() ? member(workload) : Optional.empty();
      if (member.isEmpty()) {
        continue;
      }
      switch (role(workload, world)) {
        case "coordinator" ->
            coordinators.computeIfAbsent(group.get(), _ -> new ArrayList<>()).add(member.get());
        case "worker" ->
            workers.computeIfAbsent(group.get(), _ -> new ArrayList<>()).add(member.get());
        default -> {}
      }
    }
    List<Offence> offences = new ArrayList<>();
    coordinators.forEach(
        (group, found) -> {
          // With two of them nobody can tell which workers are whose.
          if (found.size() == 1) {
            Member coordinator = found.getFirst();
            workers.getOrDefault(group, List.of()).stream()
                .filter(worker -> differ(worker.image(), coordinator.image()))
                .forEach(worker -> offences.add(offence(worker, coordinator)));
          }
        });
    return offences;
  }

  private Offence offence(Member worker, Member coordinator) {
    return Offence.of(
        this,
        worker.workload(),
        worker.container().imagePath(),
        "the workers %s use %s, but their coordinator %s uses %s"
            .formatted(
                worker.workload().id().name(),
                worker.image().shown(),
                coordinator.workload().id().name(),
                coordinator.image().shown()));
  }

  /// Images of one name and of tags that differ; a digest does not reveal the version.
  private static boolean differ(ImageReference one, ImageReference other) {
    return one.repository().equals(other.repository())
        && one.tag().isPresent()
        && other.tag().isPresent()
        && !one.tag().equals(other.tag())
        && (one.digest().isEmpty() || !one.digest().equals(other.digest()));
  }

  private static Optional<Group> group(LiveResource workload) {
    Value.Obj labels = workload.metadata().object("labels");
    Optional<String> name = labels.text(NAME);
    Optional<String> instance = labels.text(INSTANCE);
    return name.isEmpty() && instance.isEmpty()
        ? Optional.empty()
        : Optional.of(new Group(workload.id().namespace(), name.orElse(""), instance.orElse("")));
  }

  /// The container that is Trino: of an image of that name.
  private static Optional<Member> member(LiveResource workload) {
    return Container.of(workload).stream()
        .filter(one -> !one.isInit())
        .flatMap(
            one ->
                one
                    .image()
                    .filter(image -> image.shortName().equals("trino"))
                    .map(image -> new Member(workload, one, image))
                    .stream())
        .findFirst();
  }

  /// By label, else by the configuration that it mounts.
  private static String role(LiveResource workload, MaskedWorld world) {
    Value.Obj labels = workload.metadata().object("labels");
    for (String label : ROLES) {
      String role = labels.text(label).orElse("");
      if (role.equals("coordinator") || role.equals("worker")) {
        return role;
      }
    }
    Value.Obj spec = workload.content().object("spec").object("template").object("spec");
    for (Value item : spec.list("volumes")) {
      if (item instanceof Value.Obj volume) {
        Optional<String> role =
            volume
                .object("configMap")
                .text("name")
                .flatMap(name -> world.find(Kinds.CONFIG_MAP, workload.id().namespace(), name))
                .flatMap(map -> map.content().object("data").text("config.properties"))
                .flatMap(VersionSkew::configuredRole);
        if (role.isPresent()) {
          return role.get();
        }
      }
    }
    return "";
  }

  private static Optional<String> configuredRole(String properties) {
    Matcher matcher = SETTING.matcher(properties);
    return matcher.find()
        ? Optional.of(matcher.group(1).equals("true") ? "coordinator" : "worker")
        : Optional.empty();
  }
}

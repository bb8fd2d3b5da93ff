package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A workload that Git declares has a metrics port, but no monitor or scrape job covers it.
final class NotScraped implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("OBS005", "workload-not-scraped", Category.OBSERVABILITY, Severity.LOW)
          .what(
              "A workload that Git declares has a metrics port, but no monitor or scrape job covers it.")
          .why("Its metrics are missing when they are needed, and no alert on them can fire.")
          .example("Nessie's ServiceMonitor selects a label that its Service lost.")
          .remedy("Declare a ServiceMonitor or PodMonitor that selects it, or remove the port.");

  private static final GroupKind SERVICE_MONITOR =
      new GroupKind("monitoring.coreos.com", "ServiceMonitor");
  private static final GroupKind POD_MONITOR = new GroupKind("monitoring.coreos.com", "PodMonitor");
  private static final Path CONTAINERS = Path.of("spec", "template", "spec", "containers");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(
        SERVICE_MONITOR,
        POD_MONITOR,
        Kinds.SERVICE,
        Kinds.CONFIG_MAP,
        Kinds.DEPLOYMENT,
        Kinds.STATEFUL_SET,
        Kinds.DAEMON_SET);
  }

  @Override
  public List<Offence> judge(MaskedWorld world) {
    List<LiveResource> monitors = new ArrayList<>(world.live(SERVICE_MONITOR));
    monitors.addAll(world.live(POD_MONITOR));
    if (monitors.isEmpty()) {
      return List.of(); // Nobody scrapes by monitors here.
    }
    List<Offence> offences = new ArrayList<>();
    for (GroupKind kind : List.of(Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.DAEMON_SET)) {
      for (LiveResource workload : world.live(kind)) {
        Optional<Path> port = world.declares(workload.id()) ? port(workload) : Optional.empty();
        if (port.isPresent() && !isScraped(workload, monitors, world) && !hasJob(workload, world)) {
          offences.add(
              Offence.of(
                  this,
                  workload,
                  port.get(),
                  "it has a metrics port, but no ServiceMonitor, PodMonitor or scrape job in a"
                      + " ConfigMap covers it"));
        }
      }
    }
    return offences;
  }

  private static Optional<Path> port(LiveResource workload) {
    for (Value value : template(workload).object("spec").list("containers")) {
      if (value instanceof Value.Obj container
          && container.text("name").isPresent()
          && container.list("ports").stream().anyMatch(NotScraped::isForMetrics)) {
        return Optional.of(
            CONTAINERS.plus(Path.Key.of("name", container.text("name").get())).field("ports"));
      }
    }
    return Optional.empty();
  }

  private static boolean isForMetrics(Value port) {
    return port instanceof Value.Obj object
        && object
            .text("name")
            .filter(name -> name.equals("metrics") || name.endsWith("-metrics"))
            .isPresent();
  }

  /// Whether a configuration of Prometheus names the workload: what it scrapes by it is unknown.
  private static boolean hasJob(LiveResource workload, MaskedWorld world) {
    return world.live(Kinds.CONFIG_MAP).stream()
        .flatMap(map -> map.content().object("data").fields().values().stream())
        .anyMatch(
            value ->
                value instanceof Value.Str(String text)
                    && text.contains("job_name")
                    && text.contains(workload.id().name()));
  }

  private static boolean isScraped(
      LiveResource workload, List<LiveResource> monitors, MaskedWorld world) {
    Value.Obj labels = template(workload).object("metadata").object("labels");
    // An annotation is another way to be found; whether anybody goes by it is not known.
    boolean annotated =
        template(workload)
            .object("metadata")
            .object("annotations")
            .get("prometheus.io/scrape")
            .isPresent();
    return annotated
        || monitors.stream()
            .filter(monitor -> looksInto(monitor, workload.id().namespace()))
            .anyMatch(
                monitor ->
                    monitor.id().groupKind().equals(POD_MONITOR)
                        ? selects(monitor, labels)
                        : services(workload, labels, world).stream()
                            .anyMatch(
                                service -> selects(monitor, service.metadata().object("labels"))));
  }

  private static List<LiveResource> services(
      LiveResource workload, Value.Obj labels, MaskedWorld world) {
    return world
        .live(Kinds.SERVICE, workload.id().namespace())
        .filter(
            service -> {
              Map<String, Value> wanted =
                  service.content().object("spec").object("selector").fields();
              return !wanted.isEmpty() && labels.fields().entrySet().containsAll(wanted.entrySet());
            })
        .toList();
  }

  private static boolean looksInto(LiveResource monitor, String namespace) {
    Value.Obj selector = monitor.content().object("spec").object("namespaceSelector");
    return selector.get("any").equals(Optional.of(Value.of(true)))
        || (selector.list("matchNames").isEmpty()
            ? monitor.id().namespace().equals(namespace)
            : selector.list("matchNames").contains(Value.of(namespace)));
  }

  /// An expression is taken to select: a workload is reported only if it certainly is not.
  private static boolean selects(LiveResource monitor, Value.Obj labels) {
    return labels
        .fields()
        .entrySet()
        .containsAll(
            monitor
                .content()
                .object("spec")
                .object("selector")
                .object("matchLabels")
                .fields()
                .entrySet());
  }

  private static Value.Obj template(LiveResource workload) {
    return workload.content().object("spec").object("template");
  }
}

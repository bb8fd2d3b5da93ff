package dev.drift.rule.security;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.RunningContainer;
import dev.drift.rule.Workloads;
import dev.drift.rule.WorldRule;
import dev.drift.world.ImageScan;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import dev.drift.world.ScanReader;
import dev.drift.world.Vulnerability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A scanner found vulnerabilities in a running image.
final class VulnerableImage implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC019", "vulnerable-image", Category.SECURITY, Severity.MEDIUM)
          .what(
              "A scanner found vulnerabilities in the image of a workload: the Trivy Operator in the cluster, or Trivy or Grype in a file given with `--vulnerabilities`.")
          .why("Publicly known vulnerabilities are attacked first.")
          .example(
              "The Trivy Operator's report on `postgres:15.12` has two critical entries, both fixed in newer packages.")
          .remedy(
              "Upgrade to an image with the fixes; if there is none, assess whether the vulnerable code is reachable.");

  private static final GroupKind REPORT =
      new GroupKind("aquasecurity.github.io", "VulnerabilityReport");
  private static final String CONTAINER = "trivy-operator.container.name";
  private static final String KIND = "trivy-operator.resource.kind";
  private static final String NAME = "trivy-operator.resource.name";
  private static final int SHOWN = 3;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    Set<GroupKind> kinds = new TreeSet<>(Workloads.WRITTEN);
    kinds.add(Kinds.REPLICA_SET);
    return kinds;
  }

  @Override
  public Set<GroupKind> optionalKinds() {
    return Set.of(REPORT);
  }

  @Override
  public Extent extent() {
    return Extent.NAMESPACE;
  }

  @Override
  public Reads reads() {
    return WorldRule.super.reads().andControllers().and(Reads.Fact.IMAGE_SCANS);
  }

  private record Part(ResourceId workload, String container) {}

  @Override
  public List<Offence> judge(MaskedWorld world) {
    Map<Part, List<ImageScan>> reports = reports(world);
    if (reports.isEmpty() && world.scans().isEmpty()) {
      return List.of();
    }
    Map<Part, Set<String>> running = running(world);
    List<Offence> offences = new ArrayList<>();
    for (LiveResource workload : Workloads.of(world)) {
      for (Container container : Container.of(workload)) {
        Optional<ImageReference> image = container.image();
        if (image.isEmpty()) {
          continue;
        }
        Part part = new Part(workload.id(), container.name());
        List<ImageScan> scans = new ArrayList<>(reports.getOrDefault(part, List.of()));
        scans.addAll(world.scans());
        Map<String, Vulnerability> found =
            found(scans, image.get(), running.getOrDefault(part, Set.of()));
        if (!found.isEmpty()) {
          offences.add(offence(workload, container, image.get(), found.values()));
        }
      }
    }
    return offences;
  }

  /// The reports of the Trivy Operator. It names the ReplicaSet of a Deployment.
  private static Map<Part, List<ImageScan>> reports(MaskedWorld world) {
    Map<Part, List<ImageScan>> reports = new HashMap<>();
    if (!world.knows(REPORT)) {
      return reports;
    }
    for (LiveResource report : world.live(REPORT)) {
      Optional<String> container = report.metadata().object("labels").text(CONTAINER);
      Optional<LiveResource> owner = world.controller(report).or(() -> labelled(report, world));
      Optional<ImageScan> scan = ScanReader.ofReport(report.content().object("report"));
      if (container.isPresent() && owner.isPresent() && scan.isPresent()) {
        reports
            .computeIfAbsent(
                new Part(world.workload(owner.get()).id(), container.get()), _ -> new ArrayList<>())
            .add(scan.get());
      }
    }
    return reports;
  }

  private static Optional<LiveResource> labelled(LiveResource report, MaskedWorld world) {
    Value.Obj labels = report.metadata().object("labels");
    return kinds(labels.text(KIND).orElse(""))
        .flatMap(
            kind ->
                labels.text(NAME).flatMap(name -> world.find(kind, report.id().namespace(), name)));
  }

  private static Optional<GroupKind> kinds(String name) {
    Set<GroupKind> kinds = new TreeSet<>(Workloads.WRITTEN);
    kinds.add(Kinds.REPLICA_SET);
    return kinds.stream().filter(kind -> kind.kind().equals(name)).findFirst();
  }

  /// The digests that the containers of workloads run.
  private static Map<Part, Set<String>> running(MaskedWorld world) {
    Map<Part, Set<String>> running = new HashMap<>();
    for (LiveResource pod : Workloads.pods(world)) {
      ResourceId workload = world.workload(pod).id();
      for (RunningContainer one : RunningContainer.of(pod)) {
        one.imageId()
            .flatMap(ImageReference::digest)
            .ifPresent(
                digest ->
                    running
                        .computeIfAbsent(
                            new Part(workload, one.container().name()), _ -> new TreeSet<>())
                        .add(digest));
      }
    }
    return running;
  }

  /// Each by its id, once: a scanner names it for each package that has it.
  private static Map<String, Vulnerability> found(
      List<ImageScan> scans, ImageReference image, Collection<String> running) {
    Map<String, Vulnerability> found = new TreeMap<>();
    for (ImageScan scan : scans) {
      if (scan.isOf(image, running)) {
        for (Vulnerability one : scan.vulnerabilities()) {
          found.merge(one.id(), one, (a, b) -> b.severity().atLeast(a.severity()) ? b : a);
        }
      }
    }
    return found;
  }

  private static Offence offence(
      LiveResource workload,
      Container container,
      ImageReference image,
      Collection<Vulnerability> found) {
    List<Vulnerability> sorted =
        found.stream()
            .sorted(Comparator.comparing(Vulnerability::severity).thenComparing(Vulnerability::id))
            .toList();
    List<Vulnerability> shown = sorted.subList(0, Math.min(SHOWN, sorted.size()));
    int more = sorted.size() - shown.size();
    return new Offence(
        workload.ref(),
        container.imagePath(),
        severity(sorted.getFirst().severity()),
        "scans of %s, the image of the container %s, found %s: %s%s"
            .formatted(
                image.shown(),
                container.name(),
                counts(sorted),
                shown.stream().map(VulnerableImage::text).collect(joining(", ")),
                more == 0 ? "" : " and %d more".formatted(more)));
  }

  private static String counts(List<Vulnerability> all) {
    Map<Severity, Long> counts = new TreeMap<>();
    all.forEach(one -> counts.merge(one.severity(), 1L, Long::sum));
    return counts.entrySet().stream()
            .map(
                one ->
                    "%d %s"
                        .formatted(
                            one.getValue(),
                            one.getKey() == Severity.INFO ? "unrated" : one.getKey().label()))
            .collect(joining(", "))
        + (all.size() == 1 ? " vulnerability" : " vulnerabilities");
  }

  private static String text(Vulnerability one) {
    String where = one.packageName().isEmpty() ? "" : " in " + one.packageName();
    return "%s%s (%s)"
        .formatted(
            one.id(), where, one.fixed().map(version -> "fixed in " + version).orElse("no fix"));
  }

  /// A flaw in a package need not be reachable, so each counts one step less than its scanner says.
  private static Severity severity(Severity worst) {
    return switch (worst) {
      case CRITICAL -> Severity.HIGH;
      case HIGH -> Severity.MEDIUM;
      case MEDIUM -> Severity.LOW;
      case LOW, INFO -> Severity.INFO;
    };
  }
}

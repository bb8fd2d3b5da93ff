package dev.drift.rule.configuration;

import dev.drift.canonical.defaults.PodSpecs;
import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.rule.ConfigReads;
import dev.drift.rule.Names;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.RunningContainer;
import dev.drift.rule.Workloads;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A container started before the data of a ConfigMap or Secret that it reads was written.
final class StaleConfiguration implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG033", "stale-configuration", Category.CONFIGURATION, Severity.MEDIUM)
          .what(
              "A container started before the last write to the data of a ConfigMap or Secret that it reads.")
          .why(
              "Environment variables and subPath mounts keep the values they had when the container started; "
                  + "other mounts are refreshed, but many programs read their files only at startup.")
          .example(
              "The ConfigMap of Trino's workers was changed but the workers were not restarted: none of them uses "
                  + "the new limit.")
          .remedy("Restart the workload (`kubectl rollout restart`) at a convenient time.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    Set<GroupKind> kinds = new TreeSet<>(PodRevisions.KINDS);
    kinds.add(Kinds.CONFIG_MAP);
    return kinds;
  }

  @Override
  public Set<GroupKind> optionalKinds() {
    return Set.of(Kinds.SECRET);
  }

  @Override
  public Extent extent() {
    return Extent.NAMESPACE;
  }

  @Override
  public Reads reads() {
    return WorldRule.super.reads().and(Workloads.READS);
  }

  /// One finding: a workload and what it reads.
  private record Pair(ResourceId workload, ResourceId source) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int order = workload.compareTo(other.workload);
      return order == 0 ? source.compareTo(other.source) : order;
    }
  }

  /// How bad it is, the worst first.
  private enum Degree {
    /// It has the old values.
    OLD,
    /// It has them if the write changed data.
    PERHAPS_OLD,
    /// The files are new, but the program may have read the old ones.
    REFRESHED
  }

  private record Stale(String pod, Degree degree, Instant written) {}

  @Override
  public List<Offence> judge(MaskedWorld world) {
    Map<Pair, List<Stale>> found = new TreeMap<>();
    PodRevisions revisions = new PodRevisions(world);
    for (LiveResource pod : Workloads.pods(world)) {
      // A Pod of an older template is about to be replaced, or is told of by another rule.
      if (revisions.isNewest(pod).orElse(true)) {
        ResourceId workload = world.workload(pod).id();
        stale(pod, world)
            .forEach(
                (source, stale) ->
                    found
                        .computeIfAbsent(new Pair(workload, source), _ -> new ArrayList<>())
                        .add(stale));
      }
    }
    List<Offence> offences = new ArrayList<>();
    found.forEach(
        (pair, stale) ->
            world
                .find(pair.workload())
                .map(workload -> offence(workload, pair.source(), stale))
                .ifPresent(offences::add));
    return offences;
  }

  private static Map<ResourceId, Stale> stale(LiveResource pod, MaskedWorld world) {
    Map<ResourceId, Stale> stale = new TreeMap<>();
    for (RunningContainer running : RunningContainer.of(pod)) {
      Optional<Instant> started = running.startedAt();
      if (started.isEmpty()) {
        continue;
      }
      for (ConfigReads.Read read :
          ConfigReads.of(pod.content().object("spec"), running.container())) {
        ResourceId id = new ResourceId(read.kind(), pod.id().namespace(), read.name());
        world
            .find(id)
            .filter(source -> !DataWritten.isFixed(source))
            .flatMap(source -> DataWritten.of(source, read.key()))
            .filter(written -> started.get().isBefore(written.at()))
            .flatMap(
                written ->
                    degree(read, written, world.declares(id))
                        .map(degree -> new Stale(pod.id().name(), degree, written.at())))
            .ifPresent(one -> stale.merge(id, one, StaleConfiguration::worse));
      }
    }
    return stale;
  }

  private static Stale worse(Stale one, Stale other) {
    return one.degree().compareTo(other.degree()) <= 0 ? one : other;
  }

  /// Of files that are refreshed only those matter that Git says something of: others, such as
  /// certificates that are renewed, are made to change while programs run.
  private static Optional<Degree> degree(
      ConfigReads.Read read, DataWritten written, boolean declared) {
    return switch (read.way()) {
      case ONCE -> Optional.of(written.surely() ? Degree.OLD : Degree.PERHAPS_OLD);
      case REFRESHED -> declared ? Optional.of(Degree.REFRESHED) : Optional.empty();
    };
  }

  /// One finding for each source of a workload, with the severity of its worst Pod.
  private Offence offence(LiveResource workload, ResourceId source, List<Stale> stale) {
    Degree worst = stale.stream().map(Stale::degree).sorted().findFirst().orElseThrow();
    List<Stale> those = stale.stream().filter(one -> one.degree() == worst).toList();
    Instant written = those.stream().map(Stale::written).sorted().toList().getLast();
    String sentence =
        "%s started before %s %s %s was last written, at %s; %s"
            .formatted(
                Names.pods(those.stream().map(Stale::pod).toList()),
                worst == Degree.OLD ? "the data of the" : "the",
                source.groupKind().kind(),
                source.name(),
                written.truncatedTo(ChronoUnit.SECONDS),
                consequence(worst, those.size() == 1));
    return new Offence(workload.ref(), path(workload, source), severity(worst), sentence);
  }

  private static String consequence(Degree degree, boolean one) {
    return switch (degree) {
      case OLD ->
          "%s the old values, because environment variables and subPath mounts are never refreshed"
              .formatted(one ? "it has" : "they have");
      case PERHAPS_OLD ->
          "%s the old values if that write changed data, because environment variables and subPath mounts are never refreshed"
              .formatted(one ? "it has" : "they have");
      case REFRESHED ->
          "mounted files are refreshed, but a program that reads them only at startup may still use the old ones";
    };
  }

  private static Severity severity(Degree degree) {
    return switch (degree) {
      case OLD -> Severity.MEDIUM;
      case PERHAPS_OLD -> Severity.LOW;
      case REFRESHED -> Severity.INFO;
    };
  }

  /// The path identifies a finding: one for each source of a workload.
  private static Path path(LiveResource workload, ResourceId source) {
    return Path.of(PodSpecs.path(workload.id().groupKind()).orElse(List.of()))
        .plus(Path.Key.of(source.groupKind().kind(), source.name()));
  }
}

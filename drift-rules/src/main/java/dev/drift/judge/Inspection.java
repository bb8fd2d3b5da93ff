package dev.drift.judge;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.model.DesiredResource;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.Kinds;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.Resources;
import dev.drift.model.Steps;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.Rule;
import dev.drift.rule.WorldRule;
import dev.drift.secret.Redactor;
import dev.drift.world.MaskedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Asks the rules that look at resources, and those that look at all of them.
public final class Inspection {
  private final LiveState live;
  private final Resources<DesiredResource> declared;
  private final Redactor redactor;
  private final MaskedWorld world;

  public Inspection(
      LiveState live, Resources<DesiredResource> declared, Redactor redactor, MaskedWorld world) {
    this.live = live;
    this.declared = declared;
    this.redactor = redactor;
    this.world = world;
  }

  /// What the rules find in resources that Git declares, and in those of the same namespaces.
  public List<Finding.Posture> findings() {
    Stream<Finding.Posture> ofResources =
        Rules.OF_RESOURCES.parallelStream()
            .filter(this::canLook)
            .flatMap(
                rule ->
                    rule.kinds().stream()
                        .flatMap(world::judged)
                        .flatMap(resource -> judged(rule, resource).stream())
                        .map(offence -> finding(rule, offence)));
    Stream<Finding.Posture> ofWorlds =
        Rules.OF_WORLDS.parallelStream()
            .filter(this::canLook)
            .flatMap(
                rule ->
                    rule.judge(world.seen(rule.reads())).stream()
                        .map(offence -> finding(rule, offence)));
    // Rules keep nothing, so all cores may ask them; what they find stays in the rules' order.
    return Stream.concat(ofResources, ofWorlds).toList();
  }

  private List<Offence> judged(ResourceRule rule, LiveResource resource) {
    return rule.judge(resource, world.seen(rule.reads(), resource.id()));
  }

  /// The rules that could not look, and why.
  public List<Coverage.Entry> gaps() {
    Map<GroupKind, SortedSet<String>> skipped = new TreeMap<>();
    Map<GroupKind, SortedSet<String>> without = new TreeMap<>();
    for (Rule rule : Rules.ALL) {
      for (GroupKind kind : rule.kinds()) {
        if (!world.knows(kind)) {
          skipped.computeIfAbsent(kind, _ -> new TreeSet<>()).add(rule.info().code());
        }
      }
      for (GroupKind kind : optionalKinds(rule)) {
        // A snapshot without the kind is not short of it: most clusters do not serve it.
        if (live.coverageOf(kind).filter(one -> !one.known()).isPresent()) {
          without.computeIfAbsent(kind, _ -> new TreeSet<>()).add(rule.info().code());
        }
      }
    }
    List<Coverage.Entry> gaps = new ArrayList<>();
    skipped.forEach((kind, codes) -> gaps.add(gap(kind, codes, "Skipped")));
    without.forEach((kind, codes) -> gaps.add(gap(kind, codes, "Partly skipped")));
    SortedSet<String> blind = new TreeSet<>();
    Rules.ALL.stream().filter(this::isBlind).forEach(rule -> blind.add(rule.info().code()));
    if (!blind.isEmpty()) {
      gaps.add(
          new Coverage.Entry(
              new Coverage.Subject.Rules(blind),
              KindCoverage.Status.FAILED,
              Set.of(Coverage.Need.POSTURE),
              0,
              "Skipped %s: strict masking hides the text and custom resources that these rules read."
                  .formatted(String.join(", ", blind))));
    }
    return gaps;
  }

  private Coverage.Entry gap(GroupKind kind, SortedSet<String> codes, String how) {
    Optional<KindCoverage> coverage = live.coverageOf(kind);
    boolean leftOut = coverage.filter(KindCoverage::leftOut).isPresent();
    return new Coverage.Entry(
        new Coverage.Subject.Rules(codes),
        coverage.map(KindCoverage::status).orElse(KindCoverage.Status.FAILED),
        leftOut ? Set.of() : Set.of(Coverage.Need.POSTURE),
        0,
        "%s %s: %s"
            .formatted(
                how,
                String.join(", ", codes),
                coverage
                    .map(KindCoverage::reason)
                    .orElse(
                        "the snapshot does not include the kind %s; re-record it"
                            .formatted(kind))));
  }

  /// Whether strict masking hides what the rule would conclude from: that nothing names a workload
  /// is not known of a text that is masked.
  private boolean isBlind(Rule rule) {
    return redactor.level() == MaskLevel.STRICT
        && rule instanceof WorldRule
        && rule.kinds().stream()
            .anyMatch(kind -> kind.equals(Kinds.CONFIG_MAP) || isCustom(kind.group()));
  }

  private static boolean isCustom(String group) {
    return group.indexOf('.') > 0 && !group.endsWith(".k8s.io");
  }

  private boolean canLook(Rule rule) {
    return !isBlind(rule) && rule.kinds().stream().allMatch(world::knows);
  }

  private static Set<GroupKind> optionalKinds(Rule rule) {
    return rule instanceof WorldRule one ? one.optionalKinds() : Set.of();
  }

  private Finding.Posture finding(Rule rule, Offence offence) {
    Optional<LiveResource> found =
        Optional.ofNullable(live.resources().get(offence.resource().id()));
    Optional<DesiredResource> desired = Optional.ofNullable(declared.get(offence.resource().id()));
    return new Finding.Posture(
        Fingerprint.ofPosture(
            live.cluster().uid(), offence.resource().id(), offence.path(), rule.info().code()),
        rule.info().code(),
        rule.info().category(),
        offence.severity(),
        offence.resource(),
        redactor.path(offence.path()),
        found
            .filter(_ -> !offence.path().isRoot())
            .flatMap(
                one ->
                    Steps.at(offence.path(), one.content())
                        .map(v -> redactor.show(one.ref(), offence.path(), v, one.content())))
            .orElseGet(redactor::absent),
        // Rules see no secret; a sentence about what they do see may quote what looks like one.
        redactor.text(offence.message()),
        rule.info().remedy(),
        desired.map(
            one -> one.manifest().places().nearest(offence.path(), one.manifest().content())));
  }
}

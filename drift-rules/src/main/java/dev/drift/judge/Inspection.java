package dev.drift.judge;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.model.DesiredResource;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Steps;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.Rule;
import dev.drift.rule.WorldRule;
import dev.drift.secret.Redactor;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Asks the rules that judge resources, and those that judge how resources fit together.
public final class Inspection {

  private static final SortedSet<String> EVERYTHING =
      Collections.unmodifiableSortedSet(new TreeSet<>(Set.of("")));

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

  /// The rules for one resource that can look.
  public List<ResourceRule> ofResources() {
    return Rules.OF_RESOURCES.stream().filter(this::canLook).toList();
  }

  /// The rules for several resources that can look.
  public List<WorldRule> ofWorlds() {
    return Rules.OF_WORLDS.stream().filter(this::canLook).toList();
  }

  /// What is judged by a rule at once: each namespace, or an empty name for everything.
  public SortedSet<String> parts(WorldRule rule) {
    if (rule.extent() == Reads.Extent.CLUSTER) {
      return EVERYTHING;
    }
    Set<GroupKind> kinds = new TreeSet<>(rule.kinds());
    kinds.addAll(rule.optionalKinds());
    SortedSet<String> namespaces = world.namespacesOf(kinds);
    namespaces.remove("");
    return namespaces;
  }

  /// What the rule finds in a resource of one of its kinds that Git declares, or in one beside
  /// those; nothing in any other.
  ///
  /// @param reads those of the rule, which puts them together each time it is asked
  public List<Finding.Posture> judge(ResourceRule rule, Reads reads, ResourceId id) {
    Optional<LiveResource> resource =
        rule.kinds().contains(id.groupKind()) ? world.judged(id) : Optional.empty();
    return resource.isPresent()
        ? findings(rule, rule.judge(resource.get(), world.seen(reads, id)))
        : List.of();
  }

  /// What the rule finds in one of its [#parts].
  ///
  /// @param reads those of the rule
  public List<Finding.Posture> judge(WorldRule rule, Reads reads, String namespace) {
    MaskedWorld seen = namespace.isEmpty() ? world.seen(reads) : world.seen(reads, namespace);
    return findings(rule, rule.judge(seen));
  }

  /// Almost always there are none, for thousands of pairs of a rule and a resource.
  private List<Finding.Posture> findings(Rule rule, List<Offence> offences) {
    return offences.isEmpty()
        ? List.of()
        : offences.stream().map(offence -> finding(rule, offence)).toList();
  }

  /// The rules that could not look, and why.
  public List<Coverage.Entry> gaps() {
    Map<GroupKind, SortedSet<String>> skipped = new TreeMap<>();
    Map<GroupKind, SortedSet<String>> without = new TreeMap<>();
    for (Rule rule : Rules.ALL) {
      needed(rule)
          .filter(kind -> !world.knows(kind))
          .forEach(
              kind -> skipped.computeIfAbsent(kind, _ -> new TreeSet<>()).add(rule.info().code()));
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
    return redactor.level() == MaskLevel.STRICT && rule.needsTexts();
  }

  private boolean canLook(Rule rule) {
    return !isBlind(rule) && needed(rule).allMatch(world::knows);
  }

  private static Stream<GroupKind> needed(Rule rule) {
    Set<GroupKind> more = rule instanceof ResourceRule one ? one.needs() : Set.of();
    return Stream.concat(rule.kinds().stream(), more.stream());
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
            one -> one.manifest().origin().nearest(offence.path(), one.manifest().content())));
  }
}

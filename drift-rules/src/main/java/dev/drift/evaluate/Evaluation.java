package dev.drift.evaluate;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.Attributions;
import dev.drift.attribute.RequestLog;
import dev.drift.evaluate.comparison.Comparisons;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.DesiredResource;
import dev.drift.model.Lazy;
import dev.drift.model.LiveResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Location;
import dev.drift.model.scope.Source;
import dev.drift.policy.Decision;
import dev.drift.world.Observation;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What evaluating a world gave, resource by resource.
///
/// It holds plain values, so nobody prints it: plans are made from its judgements, and people read
/// the [#report] that is derived from it.
public final class Evaluation {
  private final World world;
  private final SortedMap<ResourceId, ResourceResult> resources;
  private final SortedMap<GroupKind, Integer> outOfScope;
  private final List<Problem> problems;
  private final Coverage coverage;
  private final Pass pass;
  private final Optional<Parts> parts;

  /// Who follows a cluster asks for these again and again.
  private final Lazy<List<Finding>> findings =
      new Lazy<>(() -> judgements().filter(Judgement::reported).map(Judgement::finding).toList());

  private final Lazy<Set<String>> fingerprints =
      new Lazy<>(() -> findings().stream().map(Finding::fingerprint).collect(Collectors.toSet()));

  /// @param outOfScope how many undeclared objects of each kind the scope leaves out
  /// @param problems of the whole evaluation, besides those of observers
  /// @param coverage of kinds, rules and resources
  /// @param pass with which its resources were compared
  /// @param parts it was put together from; empty if it is not of all resources
  Evaluation(
      World world,
      SortedMap<ResourceId, ResourceResult> resources,
      SortedMap<GroupKind, Integer> outOfScope,
      List<Problem> problems,
      Coverage coverage,
      Pass pass,
      Optional<Parts> parts) {
    this.world = requireNonNull(world, "world is null");
    this.resources = Collections.unmodifiableSortedMap(resources);
    this.outOfScope = Collections.unmodifiableSortedMap(outOfScope);
    this.problems = List.copyOf(problems);
    this.coverage = requireNonNull(coverage, "coverage is null");
    this.pass = requireNonNull(pass, "pass is null");
    this.parts = requireNonNull(parts, "parts is null");
  }

  public World world() {
    return world;
  }

  Optional<Parts> parts() {
    return parts;
  }

  /// Every resource of which there is anything to say.
  public SortedMap<ResourceId, ResourceResult> resources() {
    return resources;
  }

  public Optional<ResourceResult> resource(ResourceId id) {
    return Optional.ofNullable(resources.get(id));
  }

  /// Almost every resource has none.
  public Stream<Judgement> judgements() {
    return resources.values().stream()
        .filter(one -> !one.judgements().isEmpty())
        .flatMap(one -> one.judgements().stream());
  }

  /// What is reported, and not ignored.
  public List<Finding> findings() {
    return findings.get();
  }

  /// Of what is reported.
  public Set<String> fingerprints() {
    return fingerprints.get();
  }

  /// The resources that differ, as far as that is reported.
  public Set<ResourceRef> differing() {
    return findings().stream()
        .filter(Finding.Drift.class::isInstance)
        .map(Finding::resource)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public Set<ResourceId> differingIds() {
    return differing().stream().map(ResourceRef::id).collect(Collectors.toSet());
  }

  public List<Report.ResourceVerdict> verdicts() {
    return resources.values().stream()
        .flatMap(
            one -> one.verdict().map(it -> new Report.ResourceVerdict(one.resource(), it)).stream())
        .toList();
  }

  public List<Report.Explained> explained() {
    return resources.values().stream().flatMap(one -> one.explained().stream()).toList();
  }

  public List<Report.Ignored> ignored() {
    return judgements()
        .map(Judgement::decision)
        .filter(Decision.Ignored.class::isInstance)
        .map(decision -> ((Decision.Ignored) decision).ignored())
        .toList();
  }

  public List<Report.OwnedElsewhere> ownedElsewhere() {
    return resources.values().stream()
        .flatMap(
            one ->
                one
                    .owner()
                    .map(
                        proof ->
                            new Report.OwnedElsewhere(
                                one.resource(), proof.owner(), proof.evidence()))
                    .stream())
        .toList();
  }

  /// How many undeclared objects of each kind the scope leaves out.
  public SortedMap<GroupKind, Integer> outOfScope() {
    return outOfScope;
  }

  public List<Problem> problems() {
    return problems;
  }

  public Coverage coverage() {
    return coverage;
  }

  /// The same, with who made each difference as far as request logs show it. Nothing is judged
  /// again.
  public Evaluation attributed(List<Observation> requestLogs) {
    return requestLogs.isEmpty() ? this : attributedIn(world.with(requestLogs));
  }

  /// The same by the request logs that its world has: an evaluation that was made again has
  /// forgotten who made the differences.
  public Evaluation attributed() {
    return world.facts().requests().equals(RequestLog.NONE) ? this : attributedIn(world);
  }

  /// The same by a request log that has grown, in the place of the one that its world has.
  public Evaluation attributed(RequestLog log) {
    return attributedIn(world.with(log));
  }

  private Evaluation attributedIn(World known) {
    Attributions attributions =
        Attributions.of(known.facts().requests(), known.live(), known.redactor());
    SortedMap<ResourceId, ResourceResult> attributed = new TreeMap<>(resources);
    attributed.replaceAll(
        (_, one) ->
            one.judgements().isEmpty()
                ? one
                : one.with(
                    one.judgements().stream().map(it -> it.attributed(attributions)).toList()));
    return new Evaluation(known, attributed, outOfScope, problems, coverage, pass, parts);
  }

  /// The same, with the places in Git that were found out since. Nothing is judged again.
  ///
  /// @param origins by the fingerprint of the finding
  public Evaluation located(Map<String, Location> origins) {
    if (origins.isEmpty()) {
      return this;
    }
    SortedMap<ResourceId, ResourceResult> located = new TreeMap<>(resources);
    located.replaceAll(
        (_, one) ->
            one.judgements().isEmpty()
                ? one
                : one.with(
                    one.judgements().stream()
                        .map(
                            it ->
                                Optional.ofNullable(origins.get(it.finding().fingerprint()))
                                    .map(it::located)
                                    .orElse(it))
                        .toList()));
    return new Evaluation(world, located, outOfScope, problems, coverage, pass, parts);
  }

  /// Accounts for one resource path by path.
  ///
  /// @return empty if neither Git nor the cluster has the resource, or nobody claims to declare it
  public Optional<Account> account(ResourceId id) {
    return new Accounts(pass, this).of(id);
  }

  /// Compares a resource with an object, as this evaluation compares: what Git declared in another
  /// revision, or the object as it would be after a change.
  ///
  /// @return empty if they cannot be compared
  public Optional<ResourceComparison> compare(DesiredResource resource, LiveResource object) {
    return comparisons().compare(resource, object);
  }

  /// Compares as this evaluation does.
  public Comparisons comparisons() {
    return pass.comparisons();
  }

  /// All that people may read of it, secrets masked.
  ///
  /// @param read what was wrong with the sources
  public Report report(
      Report.Run run, List<Source> sources, List<Skipped> skipped, List<Problem> read) {
    List<Problem> all = new ArrayList<>(read);
    all.addAll(world.desired().problems());
    all.addAll(problems);
    List<Coverage.Entry> observers = new ArrayList<>();
    for (Observation observation : world.observations()) {
      all.addAll(observation.problems());
      observers.addAll(observation.coverage());
    }
    return Report.of(run, coverage.and(observers))
        .sources(sources)
        .cluster(world.live().cluster())
        .resources(verdicts())
        .findings(findings())
        .explained(explained())
        .ignored(ignored())
        .ownedElsewhere(ownedElsewhere())
        .outOfScope(outOfScope)
        .skipped(skipped)
        .problems(all)
        .build();
  }

  /// Only how much there is.
  @Override
  public String toString() {
    return "Evaluation of %d resources".formatted(resources.size());
  }
}

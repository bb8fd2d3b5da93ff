package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Sides;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.Lazy;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.files.MappingFiles;
import dev.drift.pipeline.files.PolicyFiles;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.policy.Ignore;
import dev.drift.policy.Policies;
import dev.drift.policy.mapping.ClusterMapping;
import dev.drift.policy.mapping.Counterpart;
import dev.drift.secret.Redactor;
import dev.drift.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/// Compares two clusters: what the first has, and nobody but a person or a deployer wrote, the
/// second should have too. From there on it is a check, by the same engine.
///
/// Both sides are masked as they are read, as in snapshots, so that secrets compare by their masks.
public final class CompareClusters {
  private final Agent agent;
  private final Progress progress;

  public CompareClusters(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @throws DriftException if flags, mapping or policies make no sense, or a side cannot be read
  public Report run(CompareRequest request) {
    Instant startedAt = agent.clock().instant();
    Sides sides = SideNames.of(request.expected(), request.judged());
    ClusterMapping mapping = request.mapping().map(MappingFiles::read).orElse(ClusterMapping.NONE);
    requireNamesOfFirst(request.namespaces(), mapping, sides);
    Policies.Reading policies =
        PolicyFiles.read(request.policies().files())
            .and(Policies.Reading.of(mapping.ignores(), List.of()));
    Lazy<Redactor> redactor = new Lazy<>(() -> new Redactor(MaskKeys.read(request.mask())));
    redactor.get();
    try (LiveSource expected = open(request.expected(), redactor);
        LiveSource judged = open(request.judged(), redactor)) {
      Comparing comparing =
          new Comparing(
              request,
              sides,
              mapping,
              new Policies(policies, agent.today(), request.namespaces().isEmpty()),
              expected,
              judged,
              redactor.get());
      return comparing.report(startedAt);
    }
  }

  /// A namespace has one name in each cluster, and nothing of the first would be compared with it
  /// under the second one.
  private static void requireNamesOfFirst(
      Collection<String> namespaces, ClusterMapping mapping, Sides sides) {
    Set<String> first =
        mapping.namespaces().stream().map(Counterpart::from).collect(Collectors.toSet());
    for (Counterpart each : mapping.namespaces()) {
      if (namespaces.contains(each.to()) && !first.contains(each.to())) {
        throw new DriftException(
            Problem.at(
                each.place(),
                Problem.Code.USAGE,
                "--namespace takes names of %s, and %s is the counterpart that the mapping gives %s; pass --namespace %s"
                    .formatted(sides.expected(), each.to(), each.from(), each.from())));
      }
    }
  }

  private LiveSource open(LiveRequest request, Lazy<Redactor> redactor) {
    return switch (request) {
      case LiveRequest.FromCluster cluster ->
          ClusterSource.open(cluster, redactor, agent, progress, true);
      case LiveRequest.FromSnapshot(var file) -> new SnapshotSource(file, redactor.get());
    };
  }

  /// One run.
  private final class Comparing {
    private final CompareRequest request;
    private final Sides sides;
    private final ClusterMapping mapping;
    private final Evaluator evaluator;
    private final LiveSource expected;
    private final LiveSource judged;
    private final Redactor redactor;
    private final ClusterWording wording;

    Comparing(
        CompareRequest request,
        Sides sides,
        ClusterMapping mapping,
        Policies policies,
        LiveSource expected,
        LiveSource judged,
        Redactor redactor) {
      this.request = request;
      this.sides = sides;
      this.mapping = mapping;
      this.evaluator = new Evaluator(policies, Needs.noise(request.policies()));
      this.expected = expected;
      this.judged = judged;
      this.redactor = redactor;
      this.wording = new ClusterWording(sides);
    }

    Report report(Instant startedAt) {
      ReadRequest ofExpected = Needs.ofAnyCheck().inNamespaces(request.namespaces());
      ReadRequest ofJudged =
          Needs.ofAnyCheck()
              .inNamespaces(request.namespaces().stream().map(mapping::namespace).toList());
      CompletableFuture<LiveState> first =
          CompletableFuture.supplyAsync(
              () -> read(sides.expected(), expected, ofExpected),
              task -> Thread.ofPlatform().name("drift-expected").daemon().start(task));
      LiveState second = read(sides.judged(), judged, ofJudged);
      LiveState fresh = joined(first);
      requireOneLevel(fresh, second);
      ExpectedState state =
          ExpectedState.of(fresh, second, sides, mapping, request, redactor, evaluator);
      Recheck recheck = new Recheck(judged, ofJudged, evaluator);
      Evaluation evaluation = recheck.settle(evaluate(state));
      // What differs may have changed in the first cluster while the second was read.
      LiveState later = expected.refresh(fresh, ofExpected, state.refs(evaluation.differingIds()));
      if (!fresh.resources().changed(later.resources()).isEmpty()) {
        state = ExpectedState.of(later, second, sides, mapping, request, redactor, evaluator);
        evaluation = recheck.settle(evaluate(state));
      }
      return report(startedAt, settled(state, evaluation, recheck));
    }

    /// What one side hides, the other must hide too.
    private void requireOneLevel(LiveState first, LiveState second) {
      if (first.maskLevel() != second.maskLevel()) {
        throw new DriftException(
            Problem.of(
                Problem.Code.USAGE,
                "%s is masked strictly and %s is not; pass --mask strict"
                    .formatted(
                        first.maskLevel() == MaskLevel.STRICT ? sides.expected() : sides.judged(),
                        first.maskLevel() == MaskLevel.STRICT
                            ? sides.judged()
                            : sides.expected())));
      }
    }

    /// With the values left out that nobody set in the first cluster.
    private Settled settled(ExpectedState first, Evaluation before, Recheck recheck) {
      ExpectedState state = first;
      Evaluation evaluation = before;
      // A round may uncover what was below or beside a value that is left out.
      for (int round = 0; round < 3; round++) {
        Optional<ExpectedState> next = state.corrected(evaluation);
        if (next.isEmpty()) {
          break;
        }
        state = next.get();
        evaluation = recheck.settle(evaluate(state));
      }
      return new Settled(state, evaluation);
    }

    private Evaluation evaluate(ExpectedState state) {
      World world = state.world();
      return progress.during(
          "Comparing %d resources".formatted(world.declared().size()),
          () -> evaluator.evaluate(world));
    }

    private LiveState read(String name, LiveSource source, ReadRequest what) {
      return progress.during("Reading " + name, () -> source.read(what));
    }

    private static LiveState joined(CompletableFuture<LiveState> first) {
      try {
        return first.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    private Report report(Instant startedAt, Settled settled) {
      ExpectedState state = settled.state();
      Evaluation evaluation = settled.evaluation();
      LiveState live = evaluation.world().live();
      Report.Run run = agent.run(startedAt);
      Report plain = evaluation.report(run, List.of(), List.of(), state.problems());
      List<Finding> findings = new ArrayList<>();
      for (Finding.Drift drift : plain.drift()) {
        ResourceId id = drift.resource().id();
        findings.add(
            wording.finding(
                drift,
                state.declared(id),
                Optional.ofNullable(live.resources().get(id)),
                state.isMapped(id, drift.path())));
      }
      Coverage coverage = coverage(plain.coverage(), state);
      return Report.of(run, coverage)
          .sides(sides)
          .sources(List.of(source(state)))
          .cluster(live.cluster())
          .resources(plain.resources())
          .findings(findings)
          .explained(
              plain.explained().stream()
                  .map(
                      it ->
                          new Report.Explained(
                              it.resource(), it.path(), wording.sentence(it.explanation())))
                  .toList())
          .ignored(plain.ignored())
          .outOfScope(new TreeMap<>())
          .problems(problems(plain, coverage, state, evaluation))
          .build();
    }

    private Source source(ExpectedState state) {
      return new Source(
          SideNames.described(sides.expected(), request.expected(), state.live()),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          request.expected() instanceof LiveRequest.FromCluster ? "cluster" : "snapshot",
          List.of(),
          "",
          Scope.CLUSTER);
    }

    /// Only differences are judged, so that only what they need matters.
    private static Coverage coverage(Coverage all, ExpectedState state) {
      return new Coverage(
              all.entries().stream()
                  .filter(
                      entry ->
                          entry.needs().isEmpty() || entry.needs().contains(Coverage.Need.DRIFT))
                  .toList())
          .and(
              state.notCompared().stream()
                  .map(
                      reason ->
                          new Coverage.Entry(
                              new Coverage.Subject.Kind("v1", "Namespace"),
                              KindCoverage.Status.FAILED,
                              Set.of(Coverage.Need.DRIFT),
                              0,
                              reason))
                  .toList());
    }

    private List<Problem> problems(
        Report plain, Coverage coverage, ExpectedState state, Evaluation evaluation) {
      List<Problem> problems = new ArrayList<>();
      for (Problem problem : plain.problems()) {
        // Strict masking matters to posture, which is not judged.
        if (problem.code() != Problem.Code.MASKED_STRICTLY) {
          problems.add(worded(problem, state, evaluation));
        }
      }
      boolean seen = coverage.complete(Set.of(Coverage.Need.DRIFT));
      if (seen && request.namespaces().isEmpty()) {
        state
            .unused()
            .forEach(
                it ->
                    problems.add(
                        Problem.at(
                            it.place(),
                            Problem.Code.IGNORE_UNUSED,
                            "this entry of %s maps nothing: %s has nothing of it; correct or delete it"
                                .formatted(it.list(), sides.expected()))));
        Set<String> used = new TreeSet<>();
        plain.ignored().forEach(it -> used.add(it.policy()));
        mapping.ignores().stream()
            .filter(it -> it.expires().equals(Ignore.NEVER))
            .filter(it -> !used.contains(it.policy()))
            .forEach(
                it ->
                    problems.add(
                        Problem.at(
                            it.place(),
                            Problem.Code.IGNORE_UNUSED,
                            "this entry of ignores hides nothing: what it names does not differ;"
                                + " correct or delete it")));
      }
      return problems;
    }

    private Problem worded(Problem problem, ExpectedState state, Evaluation evaluation) {
      Problem.Code code =
          switch (problem.code()) {
            // Nobody wrote a manifest that is wrong.
            case UNKNOWN_KIND, INVALID_DESIRED -> Problem.Code.TYPE_NOT_KNOWN;
            default -> problem.code();
          };
      boolean ofSide =
          problem.place().filter(it -> it.file().equals(ExpectedState.PLACE)).isPresent();
      return new Problem(
          code,
          switch (problem.code()) {
            case OTHER_KEY -> otherKey(state, evaluation);
            case NOTHING_COMPARED ->
                "nothing was compared: neither cluster has an object here that somebody declared;"
                    + " check --namespace";
            default -> wording.sentence(problem.message());
          },
          ofSide ? Optional.empty() : problem.place(),
          problem.resource());
    }

    private String otherKey(ExpectedState state, Evaluation evaluation) {
      boolean snapshots =
          request.expected() instanceof LiveRequest.FromSnapshot
              && request.judged() instanceof LiveRequest.FromSnapshot;
      return "secrets of %s are masked with key %s and those of %s with key %s, so they could not be compared; %s"
          .formatted(
              sides.expected(),
              state.live().keyId().orElse(""),
              sides.judged(),
              evaluation.world().live().keyId().orElse(""),
              snapshots
                  ? "record both snapshots with the same --key-file"
                  : "pass the snapshot's key with --key-file");
    }
  }

  /// What is compared in the end.
  private record Settled(ExpectedState state, Evaluation evaluation) {}
}

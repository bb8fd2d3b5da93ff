package dev.drift.pipeline;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Coverage;
import dev.drift.git.Sources;
import dev.drift.git.repository.BranchReading;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchScheme;
import dev.drift.model.branch.BranchState;
import dev.drift.model.branch.Heads;
import dev.drift.model.branch.RepositoryName;
import dev.drift.model.branch.SourceBranches;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the branches of each source relate. If no branch is named as policies or the convention say,
/// nothing is fetched; what could not be compared is reported.
final class BranchObserver implements Observer {
  static final String NAME = "branches";
  private static final int MOST_PAIRS = 500;
  private static final int MOST_NAMED = 3;

  private final Sources sources;

  BranchObserver(Sources sources) {
    this.sources = sources;
  }

  @Override
  public Stage stage() {
    return Stage.BEFORE;
  }

  @Override
  public Observation observe(Inquiry inquiry) {
    List<BranchScheme> schemes = inquiry.desired().policies().schemes();
    List<SourceBranches> branches = new ArrayList<>();
    List<Coverage.Entry> coverage = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (SourceReading reading : inquiry.desired().sources()) {
      Observation one = observe(sources, reading, schemes, inquiry.progress());
      branches.addAll(one.facts().branches());
      coverage.addAll(one.coverage());
      problems.addAll(one.problems());
    }
    return new Observation(Facts.ofBranches(branches), coverage, problems);
  }

  /// A check goes on without the branches, so this ends with what is known of them.
  ///
  /// @param schemes how branches are named
  static Observation observe(
      Sources sources, SourceReading reading, List<BranchScheme> schemes, Progress progress) {
    GitRequest request = reading.request();
    Source source = reading.source();
    SourceSpec spec = new SourceSpec(request.repo(), request.revision());
    Heads heads = Heads.NONE;
    try {
      heads = reading.heads().isPresent() ? reading.heads().get() : sources.heads(spec);
      List<BranchPair> pairs = pairs(schemes, heads);
      if (pairs.isEmpty()) {
        return new Observation(facts(source, heads, List.of()), List.of(), List.of());
      }
      Heads named = heads;
      BranchReading compared =
          progress.during(
              "Comparing the branches of " + source.repo(),
              () ->
                  sources.compare(
                      spec, named, pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))));
      return new Observation(
          facts(source, heads, compared.states()),
          List.of(entry(source, problems(compared, pairs))),
          problems(compared, pairs));
    } catch (DriftException e) {
      String reason = e.problems().getFirst().message();
      return new Observation(
          facts(source, heads, List.of()),
          List.of(entry(source, Optional.of(reason))),
          List.of(
              Problem.of(
                  Problem.Code.BRANCHES_NOT_SEEN,
                  "the branches of the repository were not compared: " + reason)));
    }
  }

  private static Coverage.Entry entry(Source source, List<Problem> problems) {
    return entry(source, problems.stream().map(Problem::message).findFirst());
  }

  /// @param reason why not all could be compared; empty if they could
  private static Coverage.Entry entry(Source source, Optional<String> reason) {
    return new Coverage.Entry(
        new Coverage.Subject.Observer(source.name().isEmpty() ? NAME : NAME + " " + source.name()),
        reason.isEmpty() ? KindCoverage.Status.READ : KindCoverage.Status.FAILED,
        Set.of(Coverage.Need.POSTURE),
        0,
        reason.orElse(""));
  }

  private static List<BranchPair> pairs(List<BranchScheme> schemes, Heads heads) {
    Set<BranchPair> pairs = new LinkedHashSet<>();
    schemes.forEach(scheme -> pairs.addAll(scheme.pairs(heads.branches().keySet())));
    return List.copyOf(pairs);
  }

  private static Facts facts(Source source, Heads heads, List<BranchState> states) {
    Optional<RepositoryName> repository =
        heads.ofServer() ? RepositoryName.of(source.repo()) : Optional.empty();
    return Facts.ofBranches(
        List.of(new SourceBranches(source.name(), repository, source.commit(), heads, states)));
  }

  private static List<Problem> problems(BranchReading reading, List<BranchPair> pairs) {
    List<Problem> problems = new ArrayList<>();
    if (!reading.unknown().isEmpty()) {
      problems.add(notSeen(reading.unknown(), reading.reason()));
    }
    if (pairs.size() > MOST_PAIRS) {
      problems.add(
          notSeen(
              pairs.subList(MOST_PAIRS, pairs.size()),
              "at most %d pairs are compared".formatted(MOST_PAIRS)));
    }
    return problems;
  }

  private static Problem notSeen(List<BranchPair> pairs, String reason) {
    int more = pairs.size() - MOST_NAMED;
    return Problem.of(
        Problem.Code.BRANCHES_NOT_SEEN,
        "%s%s could not be compared: %s"
            .formatted(
                pairs.stream().limit(MOST_NAMED).map(BranchPair::toString).collect(joining("; ")),
                more > 0 ? " and %d more pairs of branches".formatted(more) : "",
                reason));
  }
}

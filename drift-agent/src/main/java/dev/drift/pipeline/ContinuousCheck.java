package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.pipeline.record.TargetTrail;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.secret.Redactor;
import dev.drift.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Keeps the check of one target up to date: it reads Git and the cluster once, and evaluates what
/// watches report from there. What comes or goes is confirmed by reading the objects again.
///
/// One thread uses it; only [#readGit] may be called by others, too.
public final class ContinuousCheck implements AutoCloseable {
  /// A change is often one of several: controllers write what explains it a moment later.
  private static final Duration SETTLING = Duration.ofMillis(15);

  private static final int ROUNDS = 3;
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final CheckRequest request;
  private final Agent agent;
  private final Progress progress;
  private final DriftCheck check;
  private final Redactor redactor;
  private final WatchedSource source;
  private final GitReader git;
  private final Optional<StandingActs> acts;
  private final Optional<TargetRequests> requests;
  private Stopwatch sinceActs = Stopwatch.start();
  private Stopwatch sinceArrival = Stopwatch.start();
  private Optional<Compared> compared = Optional.empty();
  private Optional<FindOrigins> origins = Optional.empty();
  private Due due = Due.NOTHING;

  /// Findings that came and have not ended, by their fingerprints.
  private Map<String, Finding> open = Map.of();

  /// The evaluation that these are of.
  private Optional<Evaluation> shown = Optional.empty();

  private boolean lost;

  /// Whether Git has to be read again before anything is reported or done.
  private boolean behind;

  /// What is to be acted on. What was found is reported first: an act may have to wait.
  private enum Due {
    NOTHING,
    AFTER_CHANGES,
    AFTER_FULL_CHECK
  }

  /// @param recheck reads resources again, with what the evaluation was made by
  private record Compared(
      GitState git,
      Observers observers,
      Evaluation evaluation,
      Recheck recheck,
      Instant startedAt,
      String run) {
    Compared with(Evaluation later) {
      return new Compared(git, observers, later, recheck, startedAt, run);
    }
  }

  private ContinuousCheck(
      CheckRequest request,
      Agent agent,
      Progress progress,
      Redactor redactor,
      WatchedSource source,
      Optional<StandingActs> acts,
      Optional<TargetRequests> requests) {
    this.request = request;
    this.agent = agent;
    this.progress = progress;
    this.check = new DriftCheck(agent, progress);
    this.redactor = redactor;
    this.source = source;
    this.git =
        new GitReader(
            before -> Desired.read(request, agent.keepingReader(progress, source.facts()), before),
            source.facts(),
            agent.clock());
    this.acts = acts;
    this.requests = requests;
  }

  /// One that only reports.
  ///
  /// @throws DriftException if the kubeconfig cannot be used
  public static ContinuousCheck open(
      CheckRequest request, Agent agent, Progress progress, WatchOptions options) {
    return open(request, Optional.empty(), agent, progress, options);
  }

  /// @param acting what policies may order; empty if it only reports
  /// @throws DriftException if the kubeconfig cannot be used
  public static ContinuousCheck open(
      CheckRequest request,
      Optional<ActRequest> acting,
      Agent agent,
      Progress progress,
      WatchOptions options) {
    return open(request, acting, Optional.empty(), agent, progress, options);
  }

  /// @param acting what policies may order; empty if it only reports
  /// @param requests that the API server reports; empty if it reports none
  /// @throws DriftException if the kubeconfig cannot be used
  public static ContinuousCheck open(
      CheckRequest request,
      Optional<ActRequest> acting,
      Optional<TargetRequests> requests,
      Agent agent,
      Progress progress,
      WatchOptions options) {
    requireNonNull(request, "request is null");
    if (!(request.live() instanceof LiveRequest.FromCluster cluster)) {
      throw new IllegalArgumentException("a snapshot cannot be watched");
    }
    Redactor redactor = new Redactor(MaskKeys.read(request.mask()));
    WatchedSource source = WatchedSource.open(cluster, redactor, agent, progress, options);
    return new ContinuousCheck(
        request,
        agent,
        progress,
        redactor,
        source,
        acting.map(it -> new StandingActs(it, source, agent, progress)),
        requests);
  }

  /// Reads Git. If that fails, what was read before is still compared, and the report says so.
  ///
  /// @throws DriftException if it fails the first time
  public GitState readGit(Optional<GitState> before) {
    if (before.isPresent()) {
      return git.again(before.get());
    }
    GitState first = git.first();
    // Only what was rendered says which deployers there are to ask before Git is read.
    return NamedCommits.areNamedBy(first.desired().asked()) ? git.again(first) : first;
  }

  /// Whether a deployer may have applied a commit that was not read, so that what it changed looks
  /// like drift.
  private boolean fallsBehind(GitState state) {
    behind |= !git.unread(state).isEmpty();
    return behind;
  }

  /// Reads and compares everything.
  ///
  /// @throws DriftException if the cluster cannot be read
  public Current full(GitState state) {
    return full(state, git::again);
  }

  /// Reads and compares everything. If a deployer may have applied a commit that was not read, Git
  /// is read again before anything is reported.
  ///
  /// @param reader reads Git again
  /// @throws DriftException if the cluster cannot be read
  public Current full(GitState state, UnaryOperator<GitState> reader) {
    Instant startedAt = agent.clock().instant();
    source.forgetKinds();
    Observers observers =
        Observers.of(request, agent.sources(progress), requests.map(TargetRequests::observer));
    CaughtUp caughtUp =
        CaughtUp.of(
            behind && !git.unread(state).isEmpty() ? reader.apply(state) : state,
            it -> check.evaluated(request, it, source, observers, redactor),
            reader,
            git::unread);
    GitState last = caughtUp.git();
    Evaluation evaluation = caughtUp.evaluation();
    Desired desired = last.desired();
    requests.ifPresent(
        it -> {
          begin(it, evaluation.world(), desired);
          it.take(evaluation);
        });
    Evaluation attributed =
        check.attributed(evaluation, evaluation.differingIds(), desired, source, observers);
    Compared now =
        new Compared(
            last,
            observers,
            attributed,
            caughtUp.evaluated().recheck(),
            startedAt,
            agent.ids().get());
    compared = Optional.of(now);
    behind = false;
    // If Git could be read, there is more to read.
    lost = !caughtUp.unread().isEmpty() && last.failure().isEmpty();
    due = acts.isPresent() ? Due.AFTER_FULL_CHECK : Due.NOTHING;
    return current(now, /* full= */ true);
  }

  /// If the store cannot be read, the record says so when it is written.
  private void begin(TargetRequests all, World world, Desired desired) {
    if (all.hasBegun()) {
      var _ = all.comparing(world);
      return;
    }
    Optional<String> ownUser = source.ownUser();
    try (TargetTrails trails = TargetTrails.open(request, agent)) {
      all.begin(
          ownUser,
          trails.trail(world.live().cluster(), desired.read(), "").map(TargetTrail::trail),
          world);
    } catch (DriftException _) {
      all.begin(ownUser, Optional.empty(), world);
    }
  }

  /// Does what policies order.
  private Current acted(Compared now, Due after) {
    sinceActs = Stopwatch.start();
    StandingActs standing = acts.orElseThrow();
    StandingActs.Standing on =
        new StandingActs.Standing(
            now.git().desired(),
            now.evaluation(),
            now.recheck(),
            now.startedAt(),
            now.run(),
            () -> fallsBehind(now.git()));
    StandingActs.Acted acted =
        after == Due.AFTER_FULL_CHECK ? standing.afterFullCheck(on) : standing.afterChanges(on);
    Compared later = now.with(acted.evaluation());
    compared = Optional.of(later);
    return current(later, /* full= */ false).with(acted.done(), acted.left());
  }

  /// Does what policies order about what was reported last, or else evaluates what has changed, and
  /// waits for it if nothing has yet.
  ///
  /// @throws DriftException if the cluster cannot be read
  public Current follow(Duration patience) throws InterruptedException {
    // What was taken of the watches is lost if it cannot be evaluated.
    lost = true;
    Due now = due;
    due = Due.NOTHING;
    Current current = now == Due.NOTHING ? followed(compared(), patience) : acted(compared(), now);
    lost = false;
    return current;
  }

  /// What others wrote, as far as it has arrived. Nothing is read or done.
  public Current arrived() {
    Compared before = compared();
    Evaluation evaluation = before.evaluation();
    Compared now = mayName(evaluation) ? before.with(attributed(evaluation)) : before;
    compared = Optional.of(now);
    return current(now, /* full= */ false);
  }

  private Current followed(Compared before, Duration patience) throws InterruptedException {
    Set<ResourceId> changed = source.take(patience);
    sinceArrival = Stopwatch.start();
    Evaluation evaluation = later(before, before.evaluation(), changed);
    if (evaluation != before.evaluation()
        && !differing(before.evaluation(), evaluation).isEmpty()) {
      Set<ResourceId> more = new HashSet<>();
      Stopwatch settling = Stopwatch.start();
      while (!settling.hasRun(SETTLING)) {
        more.addAll(source.take(SETTLING.minus(settling.elapsed())));
      }
      evaluation = confirmed(before, later(before, evaluation, more));
    }
    List<Finding> came = came(before.evaluation(), evaluation);
    if (!came.isEmpty() && fallsBehind(before.git())) {
      return current(before, /* full= */ false);
    }
    boolean mayName = mayName(evaluation);
    if (evaluation == before.evaluation() && !mayName && !isTimeToAct(before)) {
      return current(before, /* full= */ false);
    }
    Compared now =
        evaluation == before.evaluation() && !mayName
            ? before
            : before.with(attributed(evaluation));
    compared = Optional.of(now);
    boolean drifted = came.stream().anyMatch(Finding.Drift.class::isInstance);
    if (acts.isPresent()
        && (drifted || (mayName && isNamedAnew(now.evaluation())) || isTimeToAct(now))) {
      due = Due.AFTER_CHANGES;
    }
    return current(now, /* full= */ false);
  }

  /// Whether requests arrived that may name an author.
  private boolean mayName(Evaluation evaluation) {
    return requests.filter(it -> it.take(evaluation)).isPresent();
  }

  private Evaluation attributed(Evaluation evaluation) {
    return requests.map(it -> it.attributed(evaluation)).orElseGet(() -> evaluation.attributed());
  }

  /// Policies may order something of what certain users did.
  private boolean isNamedAnew(Evaluation evaluation) {
    return evaluation.findings().stream()
        .anyMatch(
            it -> {
              Finding known = open.get(it.fingerprint());
              return known != null && isNamedAnew(it, known);
            });
  }

  /// Policies may order something later: at the end of a window, or when drift has lasted.
  private boolean isTimeToAct(Compared now) {
    return acts.isPresent()
        && sinceActs.hasRun(AGAIN)
        && now.evaluation().findings().stream().anyMatch(Finding.Drift.class::isInstance);
  }

  private Evaluation later(Compared before, Evaluation evaluation, Set<ResourceId> changed) {
    LiveState known = evaluation.world().live();
    LiveState later = source.state();
    return changed.isEmpty() && later.coverage().equals(known.coverage())
        ? evaluation
        : before.recheck().changed(evaluation, later, changed);
  }

  /// With what came and went read again, so that it is so when it is reported.
  private Evaluation confirmed(Compared before, Evaluation evaluation) {
    Evaluation confirmed = evaluation;
    Set<ResourceRef> asked = new TreeSet<>();
    for (int i = 0; i < ROUNDS; i++) {
      Set<ResourceRef> suspects = differing(before.evaluation(), confirmed);
      // A network that is down would only keep this waiting.
      Set<String> stale = source.watched().stale().keySet();
      suspects.removeIf(ref -> stale.contains(ref.id().groupKind().toString()));
      suspects.removeAll(asked);
      if (suspects.isEmpty()) {
        break;
      }
      asked.addAll(suspects);
      confirmed = before.recheck().again(confirmed, suspects);
    }
    return confirmed;
  }

  /// The resources with a finding that came or went.
  private static Set<ResourceRef> differing(Evaluation before, Evaluation later) {
    Set<ResourceRef> differing = new TreeSet<>();
    came(before, later).forEach(it -> differing.add(it.resource()));
    came(later, before).forEach(it -> differing.add(it.resource()));
    return differing;
  }

  private static List<Finding> came(Evaluation before, Evaluation later) {
    Set<String> known = before.fingerprints();
    return later.findings().stream().filter(it -> !known.contains(it.fingerprint())).toList();
  }

  private Current current(Compared now, boolean full) {
    Evaluation evaluation = now.evaluation();
    Instant at = agent.clock().instant();
    Map<String, Instant> stale = source.watched().stale();
    List<Finding> opened = new ArrayList<>();
    List<Finding> ended = new ArrayList<>();
    List<Finding> named = new ArrayList<>();
    // Most of the time nothing has happened, and then nothing is searched.
    boolean altered = false;
    if (shown.filter(it -> it == evaluation).isEmpty()) {
      altered = show(evaluation, stale.keySet(), opened, ended, named);
      requests.ifPresent(it -> it.ended(ended));
    }
    // What was seen between full checks is a run of its own.
    String run = full ? now.run() : agent.ids().get();
    return new Current(
        at,
        run,
        full,
        new Lazy<>(() -> checked(now, run, full, full ? now.startedAt() : at, at)),
        opened,
        ended,
        named,
        altered,
        requests.map(it -> it.report(evaluation)).orElse(List.of()),
        List.of(),
        List.of(),
        source.watched().takeEvents(),
        full ? Duration.ZERO : sinceArrival.elapsed(),
        source.watched().takeInterruptions(),
        stale);
  }

  /// Finds out what came and went.
  ///
  /// @param stale kinds that are not seen
  /// @return whether a finding that neither came nor went is not as it was
  private boolean show(
      Evaluation evaluation,
      Set<String> stale,
      List<Finding> opened,
      List<Finding> ended,
      List<Finding> named) {
    Map<String, Finding> found = new LinkedHashMap<>();
    evaluation.findings().forEach(it -> found.put(it.fingerprint(), it));
    found.forEach(
        (fingerprint, finding) -> {
          Finding known = open.get(fingerprint);
          if (known == null) {
            opened.add(finding);
          } else if (isNamedAnew(finding, known)) {
            named.add(finding);
          }
        });
    boolean altered =
        found.values().stream()
            .anyMatch(
                it -> {
                  Finding known = open.get(it.fingerprint());
                  return known != null && !known.equals(it);
                });
    open.forEach(
        (fingerprint, finding) -> {
          if (found.containsKey(fingerprint)) {
            return;
          }
          if (stale.isEmpty() || hasEnded(finding, evaluation, stale)) {
            ended.add(finding);
          } else {
            found.put(fingerprint, finding);
          }
        });
    open = found;
    shown = Optional.of(evaluation);
    return altered;
  }

  /// Whether drift is over although some kinds are not seen: its own kind is, and nothing of the
  /// resource differs. What a rule concludes from several kinds may not be over.
  private static boolean hasEnded(Finding finding, Evaluation evaluation, Set<String> stale) {
    ResourceId id = finding.resource().id();
    return finding instanceof Finding.Drift
        && !stale.contains(id.groupKind().toString())
        && evaluation
            .resource(id)
            .flatMap(it -> it.verdict())
            .map(Verdict.IN_SYNC::equals)
            .orElse(true);
  }

  /// Whether the request log says who made it, and did not say so before.
  private static boolean isNamedAnew(Finding finding, Finding known) {
    return finding instanceof Finding.Drift now
        && known instanceof Finding.Drift before
        && now.attribution().request().isPresent()
        && !(now.attribution().request().equals(before.attribution().request())
            && now.attribution().time().equals(before.attribution().time()));
  }

  private Checked checked(
      Compared now, String run, boolean full, Instant startedAt, Instant finishedAt) {
    ActDecisions decisions =
        new ActDecisions(
            now.git().desired().policies().actionPolicies(),
            Optional.empty(),
            Map.of(),
            now.startedAt());
    return new Checked(
        report(now, run, full, startedAt, finishedAt),
        new Lazy<>(() -> decisions.channels(now.evaluation())),
        Map.of());
  }

  /// To find origins, sources are rendered, for which only a full check has the time.
  private Report report(
      Compared now, String run, boolean full, Instant startedAt, Instant finishedAt) {
    Desired desired = now.git().desired();
    FindOrigins finding =
        origins
            .filter(it -> it.isOf(desired))
            .orElseGet(() -> new FindOrigins(desired, this::reader, progress));
    origins = Optional.of(finding);
    return (full ? finding.located(now.evaluation()) : finding.asKnown(now.evaluation()))
        .report(
            new Report.Run(run, startedAt, finishedAt, BuildInfo.get().version()),
            desired.read(),
            desired.skipped(),
            desired.problems());
  }

  /// Whether a deployer may have applied a commit that was not read. Only a full check, which reads
  /// Git first, shows what has drifted.
  public boolean isBehind() {
    return behind;
  }

  /// Whether the cluster serves other kinds than when it was read, or a kind is no longer watched:
  /// only a full check brings that up to date.
  public boolean isOutdated() {
    return lost || source.watched().kindsChanged();
  }

  private SourceReader reader() {
    return agent.sourceReader(progress, source.facts()).of(request);
  }

  private Compared compared() {
    return compared.orElseThrow(() -> new IllegalStateException("nothing is compared yet"));
  }

  @Override
  public void close() {
    acts.ifPresent(StandingActs::close);
    source.close();
  }
}

package dev.drift.check;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.testkit.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Checks a cluster every five seconds, and keeps what each check found and what the cluster looked
/// like around it.
final class Watch {
  private static final Duration BEAT = Duration.ofSeconds(5);

  /// The stand-in for the metrics server, which the rig puts beside the example and Git does not
  /// declare: in the scope of the whole cluster it is unmanaged.
  private static final String METRICS_SERVER = "UNMANAGED Service kube-system/metrics-server";

  /// One check.
  ///
  /// @param before what the cluster looked like when it began
  record Round(String says, Glimpse before, Report report, Glimpse after) {
    /// All that this check has to say against it. Posture is none of it: what is wrong in itself
    /// stays so.
    Stream<String> complaints() {
      Stream<String> incomplete =
          report.coverage().complete(FailOn.ANY_DRIFT.needs())
              ? Stream.empty()
              : Stream.of("the check is incomplete");
      return Stream.of(
              Lakehouse.lines(report).stream().filter(line -> !line.equals(METRICS_SERVER)),
              report.problems().stream().map(Problem::toString),
              incomplete)
          .flatMap(Function.identity());
    }
  }

  private final ControlPlane plane;
  private final Path git;
  private final List<Round> rounds = new ArrayList<>();
  private long next = System.nanoTime();

  Watch(ControlPlane plane, Path git) {
    this.plane = plane;
    this.git = git;
  }

  /// Waits for its turn, lets something happen, and checks at once. A check that takes longer than
  /// the beat delays the next.
  void round(Unrest.Step step) throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
    next = System.nanoTime() + BEAT.toNanos();
    step.act().run();
    Glimpse before = Glimpse.of(plane);
    Report report = Lakehouse.check(plane, git);
    rounds.add(new Round(step.says(), before, report, Glimpse.of(plane)));
  }

  List<Round> rounds() {
    return List.copyOf(rounds);
  }

  List<String> complaints() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      String check = "check %d, when %s: ".formatted(i + 1, round.says());
      round.complaints().map(check::concat).forEach(all::add);
    }
    return all;
  }

  /// Which workloads had Pods of two revisions from before a check until after it.
  Set<String> mixed() {
    Set<String> all = new TreeSet<>();
    for (Round round : rounds) {
      Set<String> meanwhile = new HashSet<>(round.before().mixed());
      meanwhile.retainAll(round.after().mixed());
      all.addAll(meanwhile);
    }
    return all;
  }

  /// The replicas that a workload had, in order of time.
  List<Integer> replicas(String workload) {
    List<Integer> all = new ArrayList<>();
    glimpses()
        .map(glimpse -> glimpse.replicas().getOrDefault(workload, 0))
        .filter(count -> all.isEmpty() || !all.getLast().equals(count))
        .forEach(all::add);
    return all;
  }

  Set<String> seen(Function<Glimpse, Set<String>> what) {
    Set<String> all = new TreeSet<>();
    glimpses().map(what).forEach(all::addAll);
    return all;
  }

  boolean bound(String claim) {
    return seen(Glimpse::claims).contains(claim);
  }

  /// Whether there was a Job of this name that is gone.
  boolean goneJob(String name) {
    Set<String> left = rounds.getLast().after().jobs();
    return seen(Glimpse::jobs).stream()
        .anyMatch(job -> job.startsWith(name + " ") && !left.contains(job));
  }

  boolean replaced(String pod) {
    return rounds.getLast().after().isAnother(pod, first());
  }

  /// Numbers for a person who wants to know how much a run has seen.
  String summary(String... workloads) {
    LongSummaryStatistics explained =
        rounds.stream().mapToLong(round -> round.report().explained().size()).summaryStatistics();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d checks, %d complaints, each explained %d to %d differences"
            .formatted(rounds.size(), complaints().size(), explained.getMin(), explained.getMax()));
    for (String workload : workloads) {
      lines.add("replicas of %s: %s".formatted(workload, replicas(workload)));
    }
    Set<String> claims = seen(Glimpse::claims);
    claims.removeAll(first().claims());
    lines.add("new claims: " + claims);
    lines.add("workloads checked with Pods of two revisions: " + mixed());
    lines.add("runs of CronJobs: " + seen(Glimpse::runs));
    lines.add("Jobs: " + seen(Glimpse::jobs));
    lines.add("Pods: " + seen(glimpse -> Set.copyOf(glimpse.pods().values())).size());
    lines.add("autoscalers with metrics: " + seen(Glimpse::measured));
    return String.join("\n  ", lines);
  }

  Glimpse first() {
    return rounds.getFirst().before();
  }

  Stream<Glimpse> glimpses() {
    return rounds.stream().flatMap(round -> Stream.of(round.before(), round.after()));
  }
}

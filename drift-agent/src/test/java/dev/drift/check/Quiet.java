package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.model.Verdict;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.MetricsApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The example with everything that goes on in it, checked all the while.
final class Quiet {
  /// An autoscaler decides within seconds, so that it goes up and down in a short test.
  private static final ControlPlaneOptions QUICK_AUTOSCALERS =
      ControlPlaneOptions.defaults()
          .withControllerArguments(
              List.of(
                  "--horizontal-pod-autoscaler-sync-period=2s",
                  "--horizontal-pod-autoscaler-cpu-initialization-period=1s",
                  "--horizontal-pod-autoscaler-downscale-stabilization=4s"));

  /// On a slow machine controllers need longer for what is waited for.
  private static final int PATIENCE = 12;

  private static final String SCALED = "nessie/nessie";
  private static final Set<String> ROLLED_OUT = Set.of("trino/trino-worker", "kafka/kafka");
  private static final Set<String> NEW_CLAIMS =
      Set.of("kafka/data-kafka-2", "airflow/logs-airflow-worker-1");
  private static final Set<String> DELETED = Set.of("airflow/airflow-worker-0");

  private Quiet() {}

  /// @param cycles of nine checks each
  static void run(Path folder, int cycles) throws InterruptedException {
    Path git = Unrest.copyOfTheExample(folder);
    try (ControlPlane plane = ControlPlane.start(QUICK_AUTOSCALERS);
        MetricsApi metrics = MetricsApi.start(plane)) {
      Lakehouse.deployCopy(plane, git, "apply");
      Unrest unrest = new Unrest(plane, metrics, git);
      Watch watch = new Watch(plane, git);
      for (int cycle = 0; cycle < cycles; cycle++) {
        for (Unrest.Step step : unrest.steps(cycle)) {
          watch.round(step);
        }
      }
      for (int i = 0; i < PATIENCE && !missing(watch).isEmpty(); i++) {
        watch.round(Unrest.NOTHING);
      }

      System.out.println(watch.summary(SCALED));
      assertThat(watch.complaints()).isEmpty();
      assertThat(missing(watch)).as("what should have gone on meanwhile").isEmpty();
      assertThat(watch.rounds())
          .allSatisfy(round -> assertThat(round.report().explained()).isNotEmpty());
    }
  }

  /// What was to happen and was not seen: without it, finding nothing proves nothing.
  private static List<String> missing(Watch watch) {
    List<String> all = new ArrayList<>();
    List<Integer> replicas = watch.replicas(SCALED);
    int most = replicas.stream().max(Integer::compare).orElse(0);
    if (most <= replicas.getFirst() || replicas.getLast() >= most) {
      all.add("the autoscaler of %s goes up and down, not %s".formatted(SCALED, replicas));
    }
    if (!watch.seen(Glimpse::measured).contains(SCALED)) {
      all.add("an autoscaler with a metric");
    }
    ROLLED_OUT.stream()
        .filter(workload -> !watch.mixed().contains(workload))
        .map("a check while there are Pods of two revisions of "::concat)
        .forEach(all::add);
    NEW_CLAIMS.stream()
        .filter(claim -> watch.first().claims().contains(claim) || !watch.bound(claim))
        .map("the new claim is bound: "::concat)
        .forEach(all::add);
    DELETED.stream()
        .filter(pod -> !watch.replaced(pod))
        .map("another Pod takes the place of "::concat)
        .forEach(all::add);
    Report last = watch.rounds().getLast().report();
    if (!watch.goneJob(Unrest.JOB) || last.count(Verdict.COMPLETED) == 0) {
      all.add("the Job completes and goes away: " + Unrest.JOB);
    }
    if (watch.seen(Glimpse::runs).isEmpty()) {
      all.add("a CronJob runs");
    }
    return all;
  }
}

package dev.drift.serve.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.config.WebConfig;
import dev.drift.finding.FailOn;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.report.SampleReports;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.CheckResult;
import dev.drift.serve.state.TargetState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The metrics as Prometheus reads them: promtool finds nothing to complain of, `docs/metrics.md`
/// lists each one, and their number does not grow with the cluster.
class MetricsDocsTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\| (\\w+) \\| ((?:`\\w+`(?:, )?)*) ?\\|.*");
  private static final Pattern SERIES = Pattern.compile("([a-z_]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private record Metric(String type, Set<String> labels) {}

  private static String metrics(TestDaemon daemon, String... accept) throws Exception {
    List<String> headers = new ArrayList<>(List.of(Calls.bearer(TestDaemon.TOKEN)));
    headers.addAll(List.of(accept));
    return Calls.call("GET", daemon.url("/metrics"), "", headers.toArray(String[]::new)).body();
  }

  /// Each counter at least once.
  static void use(TestDaemon daemon) throws Exception {
    daemon.metrics.checked("prod", CheckResult.DRIFT, Duration.ofSeconds(3));
    daemon.metrics.updated("prod", Duration.ofMillis(40));
    daemon.metrics.acted("prod", PlanView.Verb.PATCH, Outcome.Kind.DONE);
    daemon.metrics.events("prod", 7);
    daemon.metrics.interrupted("prod", DaemonMetrics.Interruption.EXPIRED);
    daemon.metrics.fetched("prod", true, Duration.ofMillis(800));
    Calls.get(daemon.url("/api/v1/version"));
    Calls.get(daemon.url("/nowhere"));
  }

  @Test
  void promtoolAcceptsThem() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      use(daemon);
      daemon.targets = List.of(TestDaemon.failing("prod"));
      var said = PrometheusTool.promtool(Path.of("."), metrics(daemon), "check", "metrics");
      assertThat(said.text()).isEmpty();
      assertThat(said.code()).isZero();
      assertThat(
              PrometheusTool.promtool(Path.of("."), "drift_events{a=\"b\"} 1\n", "check", "metrics")
                  .code())
          .isNotZero();
    }
  }

  @Test
  void eachIsDocumentedWithItsTypeAndLabels() throws Exception {
    Map<String, Metric> documented = new TreeMap<>();
    for (String line : Files.readAllLines(Golden.repository().resolve("docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels =
            Arrays.stream(row.group(3).replace("`", "").split(", "))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        documented.put(row.group(1), new Metric(row.group(2), labels));
      }
    }
    try (TestDaemon daemon = new TestDaemon()) {
      use(daemon);
      Map<String, Metric> seen = seen(metrics(daemon));
      daemon.targets = List.of(TestDaemon.failing("prod"));
      seen.putAll(seen(metrics(daemon)));
      seen.put(
          "drift_build_info",
          new Metric("info", requireNonNull(seen.get("drift_build_info")).labels()));
      assertThat(documented).containsExactlyEntriesOf(seen);
    }
  }

  private static Map<String, Metric> seen(String text) {
    Map<String, String> types = new TreeMap<>();
    Map<String, Set<String>> labels = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        types.put(words[2], words[3]);
        continue;
      }
      Matcher series = SERIES.matcher(line);
      if (series.matches()) {
        String name = series.group(1);
        String metric =
            types.containsKey(name) ? name : name.replaceFirst("_(bucket|count|sum)$", "");
        Set<String> names = labels.computeIfAbsent(metric, _ -> new TreeSet<>());
        Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
        while (label.find()) {
          if (!label.group(1).equals("le")) {
            names.add(label.group(1));
          }
        }
      }
    }
    Map<String, Metric> seen = new TreeMap<>();
    labels.forEach(
        (name, names) -> seen.put(name, new Metric(requireNonNull(types.get(name)), names)));
    return seen;
  }

  @Test
  void openMetricsIsServedToThoseWhoAskForIt() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      HttpResponse<String> answer =
          Calls.call(
              "GET",
              daemon.url("/metrics"),
              "",
              "Authorization",
              "Bearer " + TestDaemon.TOKEN,
              "Accept",
              "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/openmetrics-text");
      assertThat(answer.body()).endsWith("# EOF\n");
    }
  }

  @Test
  void saysWhatIsKnown() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      assertThat(metrics(daemon).lines())
          .contains(
              "drift_complete{target=\"prod\"} 0.0", // a resource could not be compared
              "drift_queue_length{target=\"prod\"} 3.0",
              "drift_watching{target=\"prod\"} 1.0",
              "drift_leader 1.0",
              "drift_last_check_timestamp_seconds{target=\"prod\"} 1.7959854E9",
              "drift_acts_total{action=\"patch\",outcome=\"done\",target=\"prod\"} 0.0")
          .noneMatch(line -> line.startsWith("drift_stale_since_timestamp_seconds"));
      assertThat(sum(metrics(daemon), "drift_findings{", "type=\"drift\"")).isEqualTo(7);
      assertThat(sum(metrics(daemon), "drift_findings{", "type=\"posture\"")).isEqualTo(1);
    }
  }

  @Test
  void aReplicaThatWaitsHasNoTargets() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      daemon.leader = false;
      assertThat(metrics(daemon).lines())
          .contains("drift_leader 0.0")
          .noneMatch(
              line -> line.startsWith("drift_findings{") || line.startsWith("drift_complete{"));
    }
  }

  @Test
  void theirNumberDependsOnTargetsOnly() throws Exception {
    int one;
    int many;
    try (TestDaemon daemon = new TestDaemon()) {
      use(daemon);
      one = series(daemon);
      for (int i = 0; i < 50; i++) {
        Calls.get(daemon.url("/api/v1/targets/t%d/findings?name=n%d".formatted(i, i)));
        Calls.get(daemon.url("/random/%d".formatted(i)));
      }
      daemon.targets = List.of(TestDaemon.state(TestDaemon.ID, "prod", SampleReports.incomplete()));
      // Two new codes of two routes.
      assertThat(series(daemon) - one).isLessThanOrEqualTo(3);
    }
    List<TargetState> targets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      targets.add(TargetState.fresh("t" + i, FailOn.ANY_DRIFT));
    }
    targets.replaceAll(it -> TestDaemon.drifted(it.name()));
    try (TestDaemon daemon = new TestDaemon(TestDaemon.CONFIG, TestDaemon.SECRETS, targets)) {
      many = series(daemon);
    }
    assertThat(many).isLessThan(20 * 280 + 80);
  }

  private static int series(TestDaemon daemon) throws Exception {
    return (int) metrics(daemon).lines().filter(line -> !line.startsWith("#")).count();
  }

  private static int sum(String text, String start, String label) {
    return text.lines()
        .filter(line -> line.startsWith(start) && line.contains(label))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void mayBeOpen() throws IOException, InterruptedException {
    var open =
        new WebConfig(
            TestDaemon.CONFIG.listen(),
            Optional.empty(),
            TestDaemon.CONFIG.token(),
            true,
            Optional.empty(),
            Optional.empty());
    try (TestDaemon daemon =
        new TestDaemon(open, TestDaemon.SECRETS, List.of(TestDaemon.drifted("prod")))) {
      assertThat(Calls.call("GET", daemon.url("/metrics"), "").statusCode()).isEqualTo(200);
      assertThat(Calls.call("GET", daemon.url("/api/v1/version"), "").statusCode()).isEqualTo(401);
    }
  }
}

package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.Golden;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `manifests/monitoring`: promtool runs the alerts, and a real Prometheus, which scrapes the real
/// server, the queries of the dashboard.
class MonitoringTest {
  private static final Path FOLDER = Golden.repository().resolve("manifests/monitoring");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern METRIC = Pattern.compile("\\b(?:drift|jvm|process)_[a-z_]+\\b");

  @Test
  void theAlertsAreValidAndFireWhenTheyShould() throws Exception {
    for (String what : List.of("check", "test")) {
      var said =
          PrometheusTool.promtool(
              FOLDER, "", what, "rules", what.equals("check") ? "alerts.yaml" : "alerts-test.yaml");
      assertThat(said.code()).as(said.text()).isZero();
    }
  }

  @Test
  void eachAlertIsTestedAndDocumented() throws IOException {
    Set<String> alerts = words("alerts.yaml", "- alert: (\\w+)");
    assertThat(alerts).hasSize(8);
    assertThat(words("alerts-test.yaml", "alertname: (\\w+)")).isEqualTo(alerts);
    assertThat(words("../../docs/metrics.md", "\\| `(Drift\\w+)` \\|")).isEqualTo(alerts);
  }

  private static Set<String> words(String file, String pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(FOLDER.resolve(file)));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /// A rule about a metric that is not there never fires.
  @Test
  void alertsAndDashboardNameMetricsThatExist() throws IOException {
    Set<String> documented =
        words("../../docs/metrics.md", "\\| `([a-z_]+)` \\| (?:gauge|counter|histogram|info) ");
    for (String file : List.of("alerts.yaml", "dashboard.json")) {
      Matcher matcher = METRIC.matcher(Files.readString(FOLDER.resolve(file)));
      while (matcher.find()) {
        String name = matcher.group().replaceFirst("_(bucket|sum|count)$", "");
        if (!name.equals("drift_rbac")) {
          assertThat(documented).as(file).contains(name);
        }
      }
    }
  }

  @Test
  void eachQueryOfTheDashboardReturnsData(@TempDir Path folder) throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      MetricsDocsTest.use(daemon);
      int port = freePort();
      Process prometheus = start(folder, daemon, port);
      try {
        String url = "http://127.0.0.1:%d/api/v1/query?query=".formatted(port);
        Calls.eventually("the first scrape", () -> !result(url, "drift_leader").isEmpty());
        // Rates need a change between two scrapes.
        MetricsDocsTest.use(daemon);
        daemon.metrics.acted("prod", PlanView.Verb.PATCH, Outcome.Kind.DONE);
        Map<String, String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(25);
        for (var query : queries.entrySet()) {
          Calls.eventually(
              query.getValue() + ": " + query.getKey(),
              () -> hasNumbers(result(url, query.getKey())));
        }
        Set<String> up = new TreeSet<>();
        result(url, "up").forEach(it -> up.add(it.at("/value/1").asText()));
        assertThat(up).containsExactly("1");
      } finally {
        prometheus.destroy();
        prometheus.waitFor();
      }
    }
  }

  /// With the titles of their panels; variables are filled in as Grafana does.
  private static Map<String, String> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    JsonNode dashboard = MAPPER.readTree(Files.readString(FOLDER.resolve("dashboard.json")));
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      ids.add(panel.get("id").asInt());
      for (JsonNode target : panel.get("targets")) {
        String filled =
            target.get("expr").asText().replace("$target", ".*").replace("$__rate_interval", "1m");
        assertThat(filled).doesNotContain("$");
        queries.put(filled, panel.get("title").asText());
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
    return queries;
  }

  private static Process start(Path folder, TestDaemon daemon, int port) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TestDaemon.TOKEN);
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yaml"),
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: drift
                authorization: {credentials_file: %s}
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """
                .formatted(token, daemon.server.address().getPort()));
    return new ProcessBuilder(
            PrometheusTool.find("prometheus").toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--log.level=error")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static boolean hasNumbers(JsonNode result) {
    if (result.isEmpty()) {
      return false;
    }
    for (JsonNode series : result) {
      if (!series.at("/value/1").asText().equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode result(String url, String query) {
    try {
      var response = Calls.call("GET", url + URLEncoder.encode(query, StandardCharsets.UTF_8), "");
      if (response.statusCode() == 503) {
        return MAPPER.createArrayNode(); // it is starting
      }
      String body = response.body();
      JsonNode answer = MAPPER.readTree(body);
      assertThat(answer.path("status").asText()).as(query + body).isEqualTo("success");
      return answer.at("/data/result");
    } catch (java.net.ConnectException e) {
      return MAPPER.createArrayNode(); // it is starting
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

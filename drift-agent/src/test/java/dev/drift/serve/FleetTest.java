package dev.drift.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.store.Stores;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Agents of a fleet: real processes on a real PostgreSQL, with simulated checks.
@ExtendWith(PostgresExtension.class)
class FleetTest {
  private static final int TARGETS = 200;
  private static final Duration EVERY = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private final Map<String, Process> agents = new LinkedHashMap<>();
  private Postgres postgres;
  private String url;

  @BeforeEach
  void makeTable(Postgres server) {
    postgres = server;
    url = server.newDatabase();
    var _ =
        server.psql(
            url,
            "CREATE TABLE checks (id TEXT PRIMARY KEY, target TEXT NOT NULL, due BIGINT NOT NULL,"
                + " agent TEXT NOT NULL, taken_over BOOLEAN NOT NULL, began TIMESTAMPTZ NOT NULL,"
                + " ended TIMESTAMPTZ)");
  }

  @AfterEach
  void endAgents() {
    agents.values().forEach(Process::destroyForcibly);
  }

  private void start(String agent, int targets, Duration every) throws IOException {
    agents.put(
        agent,
        FleetProcess.start(
            url,
            Stores.login(postgres),
            agent,
            targets,
            every,
            folder.resolve(agent + ".log").toFile()));
  }

  private Process agent(String name) {
    return requireNonNull(agents.get(name), name);
  }

  private long count(String query) {
    return Long.parseLong(postgres.psql(url, "SELECT count(*) FROM " + query));
  }

  private void until(String what, String query, long least) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count(query) < least) {
      if (System.nanoTime() > end) {
        throw new AssertionError("%s: %d of %d; %s".formatted(what, count(query), least, logs()));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (String agent : agents.keySet()) {
      List<String> lines = Files.readAllLines(folder.resolve(agent + ".log"));
      logs.append("%n%s: ".formatted(agent))
          .append(String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
    }
    return logs.toString();
  }

  /// How many targets have at least so many checks that have ended.
  private static String checked(int times) {
    return "(SELECT target FROM checks WHERE ended IS NOT NULL GROUP BY target HAVING count(*) >="
        + " %d) AS done".formatted(times);
  }

  @Test
  void threeAgentsShareTargetsAndTakeOverFromOneThatIsKilled() throws Exception {
    for (String agent : List.of("one", "two", "three")) {
      start(agent, TARGETS, EVERY);
    }
    until("three checks of each target", checked(3), TARGETS);
    eachTargetIsCheckedOncePerPeriod();
    assertThat(count("(SELECT DISTINCT agent FROM checks) AS agents")).isEqualTo(3);

    until("a check of the first agent", "checks WHERE agent = 'one' AND ended IS NULL", 1);
    agent("one").destroyForcibly();
    assertThat(agent("one").waitFor(10, TimeUnit.SECONDS)).isTrue();
    long broken = count("checks WHERE agent = 'one' AND ended IS NULL");
    assertThat(broken).as("checks in the middle of which it was killed").isPositive();
    until(
        "checks that are made again, for the same period",
        "checks b JOIN checks t ON b.target = t.target AND b.due = t.due AND t.taken_over"
            + " WHERE b.agent = 'one' AND b.ended IS NULL AND t.ended IS NOT NULL",
        broken);

    postgres.stop();
    TimeUnit.SECONDS.sleep(3);
    postgres.restart();
    String restarted = postgres.psql(url, "SELECT clock_timestamp()");
    until(
        "each target after the restart of the database",
        "(SELECT DISTINCT target FROM checks WHERE ended IS NOT NULL AND began > '%s') AS later"
            .formatted(restarted),
        TARGETS);

    for (String agent : List.of("two", "three")) {
      agent(agent).destroy();
    }
    for (String agent : List.of("two", "three")) {
      assertThat(agent(agent).waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve(agent + ".log")).content().contains("all ended: true");
    }
    assertThat(count("checks WHERE ended IS NULL")).isEqualTo(broken);
    assertThat(
            count(
                "checks t JOIN checks b ON b.target = t.target AND b.due = t.due AND NOT"
                    + " b.taken_over WHERE t.taken_over AND b.agent <> 'one'"))
        .as("nobody else was taken for gone")
        .isZero();
    noTargetIsCheckedTwice();
  }

  /// Before anything was disturbed: each period of each target is there, once.
  private void eachTargetIsCheckedOncePerPeriod() {
    assertThat(
            count(
                "(SELECT due - lag(due) OVER (PARTITION BY target ORDER BY due) AS apart FROM"
                    + " checks) AS gaps WHERE apart <> "
                    + EVERY.toMillis()))
        .isZero();
    noTargetIsCheckedTwice();
  }

  private void noTargetIsCheckedTwice() {
    assertThat(
            count(
                "(SELECT target, due FROM checks GROUP BY target, due, taken_over HAVING"
                    + " count(*) > 1) AS twice"))
        .as("for one period")
        .isZero();
    assertThat(
            count(
                "checks a JOIN checks b ON a.target = b.target AND a.id <> b.id AND a.began <="
                    + " b.began AND b.began < a.ended"))
        .as("at the same time")
        .isZero();
  }

  /// The seventh target takes longer than its period.
  @Test
  void aCheckThatTakesLongIsNotMadeTwiceAtOnce() throws Exception {
    start("one", 8, Duration.ofSeconds(1));
    start("two", 8, Duration.ofSeconds(1));
    until("checks of each target", checked(4), 8);
    noTargetIsCheckedTwice();
  }

  /// What an agent drops because it does not know it is added again by those that do.
  @Test
  void aTargetThatOneAgentDoesNotKnowIsCheckedByTheOther() throws Exception {
    start("all", 6, Duration.ofSeconds(1));
    start("some", 3, Duration.ofSeconds(1));
    until("checks of each target", checked(3), 6);
    until("dropped targets", "checks WHERE agent = 'some'", 1);
    assertThat(count("checks WHERE agent = 'some' AND target > 'target-002'")).isZero();
  }

  @Test
  void theStoreHoldsTheNamesOfTargetsOnly() throws Exception {
    start("one", 3, Duration.ofSeconds(5));
    until("checks of each target", checked(1), 3);
    assertThat(
            postgres.psql(
                url,
                "SELECT job_name, job_class_name, regexp_replace(encode(job_data, 'escape'), '#.*',"
                    + " '', 'g') FROM drift.qrtz_job_details ORDER BY 1"))
        .isEqualToIgnoringNewLines(
            FleetProcess.targets(3).stream()
                .map(it -> it + "|" + FleetSchedule.CheckJob.class.getName() + "|")
                .collect(Collectors.joining()));
  }
}

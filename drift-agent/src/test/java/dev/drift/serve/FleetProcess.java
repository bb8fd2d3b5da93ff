package dev.drift.serve;

import dev.drift.model.DriftException;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.store.Database;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// An agent of a fleet whose checks are simulated: a row of `checks` says when one began and ended,
/// by the clock of the database. Everything else is real.
///
/// Arguments: the URL of the store, the name of the agent, how many targets it knows, and the
/// interval in milliseconds.
public final class FleetProcess {
  private static final int PARALLEL = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String url;
  private final String agent;
  private final ThreadLocal<Optional<Connection>> connection =
      ThreadLocal.withInitial(Optional::empty);

  private FleetProcess(String url, String agent) {
    this.url = url;
    this.agent = agent;
  }

  public static void main(String[] args) throws InterruptedException {
    FleetProcess process = new FleetProcess(args[0], args[1]);
    FleetSchedule schedule =
        FleetSchedule.start(
            new ServeRequest.Fleet(
                "test",
                args[1],
                PARALLEL,
                new StoreRequest(Optional.of(args[0]), Optional.empty(), Optional.empty())),
            targets(Integer.parseInt(args[2])),
            new Schedule.Every(Duration.ofMillis(Long.parseLong(args[3]))),
            Database.schedule(
                (StoreUrl.Postgres) StoreUrl.parse(args[0], Path.of("")),
                StoreLogin.of(System.getenv()),
                PARALLEL + 4),
            process::check,
            System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(schedule)));
    System.out.println("started");
    while (true) {
      TimeUnit.SECONDS.sleep(1);
      try {
        schedule.add();
      } catch (DriftException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static void stop(FleetSchedule schedule) {
    try {
      System.out.println("all ended: " + schedule.stop(PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static List<String> targets(int count) {
    return IntStream.range(0, count).mapToObj("target-%03d"::formatted).toList();
  }

  /// Every tenth one takes long.
  private static long millis(String target) {
    return target.endsWith("7") ? 1_000 : 50;
  }

  private void check(FleetSchedule.Due due) {
    String id = UUID.randomUUID().toString();
    write(
        "INSERT INTO checks (id, target, due, agent, taken_over, began)"
            + " VALUES (?, ?, ?, ?, ?, clock_timestamp()) ON CONFLICT DO NOTHING",
        id,
        due.target(),
        due.at().toEpochMilli(),
        agent,
        due.takenOver());
    try {
      Thread.sleep(millis(due.target()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    write("UPDATE checks SET ended = clock_timestamp() WHERE id = ? AND ended IS NULL", id);
  }

  /// Again until it is written: the database may be away for a while.
  private void write(String statement, Object... values) {
    while (true) {
      try {
        if (connection.get().isEmpty()) {
          connection.set(
              Optional.of(
                  DriverManager.getConnection(
                      url, System.getenv("PGUSER"), System.getenv("PGPASSWORD"))));
        }
        try (PreparedStatement prepared =
            connection.get().orElseThrow().prepareStatement(statement)) {
          for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
          }
          var _ = prepared.executeUpdate();
          return;
        }
      } catch (SQLException e) {
        connection.set(Optional.empty());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param log receives what it prints
  static Process start(
      String url, StoreLogin login, String agent, int targets, Duration every, File log)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED"));
    Optional.ofNullable(System.getProperty("slf4j.provider"))
        .ifPresent(it -> command.add("-Dslf4j.provider=" + it));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            FleetProcess.class.getName(),
            url,
            agent,
            String.valueOf(targets),
            String.valueOf(every.toMillis())));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGUSER", login.user().orElse(""));
    builder.environment().put("PGPASSWORD", login.password().orElse(""));
    return builder.redirectOutput(log).start();
  }
}

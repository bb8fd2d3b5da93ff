package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.Severity;
import dev.drift.model.Cluster;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.source.plain.PlainRenderer;
import dev.drift.store.Database;
import dev.drift.store.Retention;
import dev.drift.store.RunStore;
import dev.drift.store.Runs;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import dev.drift.store.Stores;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import dev.drift.yaml.YamlLimits;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// `drift status` and `drift history` of stores of both engines: what people read is in golden
/// files, the same for each.
@ExtendWith(PostgresExtension.class)
class StoreCommandsTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-29T12:00:00Z"));

  @TempDir Path folder;

  private record Printed(int code, String out, String err) {}

  private static Printed run(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    var console = Run.console(out, err, environment);
    Commands commands =
        new AgentCommands(
            new Agent(environment, false, NOW, () -> "run", new PlainRenderer(YamlLimits.DEFAULT)));
    CommandLine line = Program.commandLine(console, commands);
    line.getCommandSpec().removeSubcommand("status");
    line.getCommandSpec().removeSubcommand("history");
    line.addSubcommand(new StatusCommand(console, commands, NOW).spec);
    line.addSubcommand(new HistoryCommand(console, commands, NOW).spec);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (e, _) -> {
          console.err().println(e.getMessage());
          return 2;
        });
    var before = System.err;
    try {
      int code = line.execute(args);
      return new Printed(code, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  /// A fortnight of two clusters.
  private static void fill(Database database) {
    RunStore store = new RunStore(database);
    var cart = Runs.drift("shop", "cart", Severity.HIGH);
    var web = Runs.drift("shop", "web", Severity.LOW);
    var worker = Runs.drift("trino", "worker", Severity.MEDIUM);
    var root = Runs.posture("shop", "cart", "SEC001");
    Cluster test =
        new Cluster("https://10.0.0.2:6443", "v1.36.3", "in-cluster", "5d1f0c7e-0000-4d53");
    List<Runs.Builder> runs =
        List.of(
            Runs.at("2026-11-16T09:00:00Z").finds(cart, worker, root),
            Runs.at("2026-11-17T09:00:00Z").finds(worker, root).inSync(web.resource()),
            Runs.at("2026-11-20T09:00:00Z").finds(root).undoes(worker, "done"),
            Runs.at("2026-11-23T09:00:00Z").finds(web, root).inSync(cart.resource()),
            Runs.at("2026-11-29T11:30:00Z")
                .finds(cart)
                .unknown(web.resource())
                .blindFor("SEC001", dev.drift.model.KindCoverage.Status.FORBIDDEN)
                .cannotRead("Node"));
    runs.forEach(it -> store.record(it.record(), Retention.DEFAULT));
    store.record(
        Runs.at("2026-11-28T09:00:00Z").of(test).inSync(web.resource()).record(),
        Retention.DEFAULT);
  }

  private String filled(Stores engine, Postgres postgres) {
    StoreUrl url = engine.fresh(folder, postgres);
    try (Database database = Database.open(url, Stores.login(postgres))) {
      fill(database);
    }
    return url instanceof StoreUrl.Postgres(var address, var _) ? address : url.toString();
  }

  private static Map<String, String> login(Postgres postgres) {
    return Map.of("PGUSER", postgres.user(), "PGPASSWORD", postgres.password());
  }

  @Tag("golden")
  @ParameterizedTest
  @EnumSource
  void peopleAndProgramsReadTheSameOfEachEngine(Stores engine, Postgres postgres) {
    String store = filled(engine, postgres);
    Map.of(
            "store/status.txt", "status",
            "store/status.json", "status -o json",
            "store/status-target.txt", "status --target prod",
            "store/history.txt", "history --posture",
            "store/history.json", "history --target prod -o json",
            "store/history-limit.txt", "history --target prod --limit 1",
            "store/trend-week.txt", "history --trend week --posture",
            "store/trend-day.txt", "history --target prod --trend day --since 2026-11-22",
            "store/trend.json", "history --target prod --trend week -o json")
        .forEach(
            (file, command) -> {
              List<String> args = new ArrayList<>(List.of(command.split(" ")));
              args.add("--store");
              args.add(store);
              Printed printed = run(login(postgres), args.toArray(String[]::new));
              assertThat(printed.err()).as(command).isEmpty();
              assertThat(printed.code()).as(command).isZero();
              Golden.check(file, printed.out());
            });
  }

  @Test
  void historiesAreFiltered(Postgres postgres) {
    String store = filled(Stores.SQLITE, postgres);
    assertThat(lines(store, "--since", "6d")).hasSize(2);
    assertThat(lines(store, "--until", "2026-11-17")).hasSize(2);
    assertThat(lines(store, "--resource", "Deployment TRINO/")).hasSize(1);
    assertThat(lines(store, "--rule", "scl001")).hasSize(4);
    assertThat(lines(store, "--category", "security")).isEmpty();
    assertThat(lines(store, "--category", "security", "--posture")).hasSize(1);
  }

  /// Those that begin a finding.
  private static List<String> lines(String store, String... options) {
    List<String> args = new ArrayList<>(List.of("history", "--store", store, "--target", "prod"));
    args.addAll(List.of(options));
    Printed printed = run(Map.of(), args.toArray(String[]::new));
    assertThat(printed.code()).isZero();
    return printed.out().lines().filter(it -> it.matches("  \\d{4}-.*")).toList();
  }

  @Test
  void anEmptyStoreSaysWhatFillsIt() {
    Path file = folder.resolve("drift.db");
    Database.open(new StoreUrl.Sqlite(file), StoreLogin.NONE).close();
    for (String command : List.of("status", "history")) {
      Printed printed = run(Map.of(), command, "--store", file.toString());
      assertThat(printed.code()).isZero();
      assertThat(printed.out())
          .isEqualTo("No run is recorded yet; drift check --store records one.\n");
    }
    assertThat(run(Map.of(), "status", "--store", file.toString(), "-o", "json").out())
        .isEqualTo(
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Status\",\"at\":\"2026-11-29T12:00:00Z\",\"targets\":[]}\n");
  }

  @Test
  void whatIsNotThereIsNamed(Postgres postgres) {
    Printed none = run(Map.of(), "status");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo(
            "drift: no store is named; pass --store, or --config with a drift.yaml that has the key store\n");

    Path file = folder.resolve("none.db");
    Printed missing = run(Map.of(), "history", "--store", file.toString());
    assertThat(missing.code()).isEqualTo(4);
    assertThat(missing.err())
        .isEqualTo(
            "drift: the store %s cannot be opened: the file does not exist; drift check --store writes it\n"
                .formatted(file));

    Printed unknown =
        run(Map.of(), "status", "--store", filled(Stores.SQLITE, postgres), "--target", "stage");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .matches(
            "drift: the store has no target stage; it has [0-9a-f]{12} \\(https://10\\.0\\.0\\.2:6443\\),"
                + " [0-9a-f]{12} \\(prod\\)\n");
  }

  @Test
  void timesThatAreNone() {
    for (String time : List.of("yesterday", "2026-13-01", "2026-11-29T25:00:00Z", "-7d")) {
      Printed printed = run(Map.of(), "history", "--store", "x.db", "--since=" + time);
      assertThat(printed.code()).as(time).isEqualTo(2);
      assertThat(printed.err()).contains("is not a time such as 2026-11-30");
    }
    assertThat(run(Map.of(), "history", "--store", "x.db", "--since", "1d", "--until", "2d").err())
        .contains("--since must be before --until");
  }

  @Test
  void nothingOfAClusterInjectsTerminalCodes() {
    Path file = folder.resolve("drift.db");
    try (Database database = Database.open(new StoreUrl.Sqlite(file), StoreLogin.NONE)) {
      new RunStore(database)
          .record(
              Runs.at("2026-11-28T09:00:00Z")
                  .of(new Cluster("https://x\u001b[2J", "v1.36.3", "evil\u001b[31m\n", "u"))
                  .finds(Runs.drift("shop", "a\u001b[1m\r\nb", Severity.HIGH))
                  .inSync(Runs.deployment("shop", "b"))
                  .record(),
              Retention.DEFAULT);
    }
    for (String command : List.of("status", "history", "history --trend day")) {
      String out =
          run(
                  Map.of(),
                  Stream.concat(
                          Stream.of(command.split(" ")), Stream.of("--store", file.toString()))
                      .toArray(String[]::new))
              .out();
      assertThat(out.chars().filter(c -> c < 0x20 && c != '\n')).isEmpty();
      assertThat(out.lines()).noneMatch(it -> it.startsWith("b"));
    }
  }

  @Test
  void aPasswordIsInNoMessage(Postgres postgres) {
    Printed printed =
        run(
            Map.of("PGUSER", postgres.user(), "PGPASSWORD", "tiger-secret"),
            "status",
            "--store",
            postgres.newDatabase(),
            "-v");
    assertThat(printed.code()).isEqualTo(4);
    assertThat(printed.err()).contains("refused the login").doesNotContain("tiger-secret");
    assertThat(Problem.Code.STORE_FAILED.type()).isEqualTo(Problem.Type.FAILURE);
  }
}

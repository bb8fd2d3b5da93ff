package dev.drift.store;

import static dev.drift.store.Runs.deployment;
import static dev.drift.store.Runs.drift;
import static dev.drift.store.Runs.posture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is recorded, on each engine.
@ExtendWith(PostgresExtension.class)
@ParameterizedClass
@EnumSource(Stores.class)
class RunStoreTest {
  private static final Finding.Drift CART = drift("shop", "cart", Severity.HIGH);
  private static final Finding.Drift WORKER = drift("trino", "worker", Severity.LOW);
  private static final Finding.Posture ROOT = posture("shop", "cart", "SEC001");

  private final Stores engine;
  @TempDir Path folder;
  private Database database;
  private RunStore store;
  private RunQueries queries;

  RunStoreTest(Stores engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open(Postgres postgres) {
    database = Database.open(engine.fresh(folder, postgres), Stores.login(postgres));
    store = new RunStore(database);
    queries = new RunQueries(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Recorded record(Runs.Builder run) {
    return store.record(run.record(), Retention.DEFAULT);
  }

  private List<StoredFinding> all() {
    return queries
        .history(
            queries.targets().getFirst(),
            new HistoryFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                1000))
        .findings();
  }

  private StoredFinding only(Finding finding) {
    List<StoredFinding> rows =
        all().stream().filter(it -> it.fingerprint().equals(finding.fingerprint())).toList();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private TargetStatus status() {
    return queries.status(queries.targets().getFirst());
  }

  private static Instant time(String text) {
    return Instant.parse(text);
  }

  @Test
  void aFindingIsOpenFromTheStartOfTheFirstRunThatSawIt() {
    assertThat(record(Runs.at("2026-11-20T09:00:00Z").finds(CART)))
        .isEqualTo(new Recorded(1, 0, false));
    assertThat(record(Runs.at("2026-11-20T10:00:00Z").finds(CART)))
        .isEqualTo(new Recorded(0, 0, false));
    StoredFinding row = only(CART);
    assertThat(row.onset()).isEqualTo(time("2026-11-20T09:00:00Z"));
    assertThat(row.lastSeen()).isEqualTo(time("2026-11-20T10:01:00Z"));
    assertThat(row.ended()).isEmpty();
    assertThat(row.seen()).isEqualTo(2);
    assertThat(row.rule()).isEqualTo("SCL001");
    assertThat(row.category()).isEqualTo(Category.SCALING);
    assertThat(row.severity()).isEqualTo(Severity.HIGH);
    assertThat(row.resource()).isEqualTo(deployment("shop", "cart"));
    assertThat(row.path()).isEqualTo("spec.replicas");
    assertThat(row.message()).isEqualTo("Git asks for 3 replicas, and 1 runs.");
    assertThat(row.attribution()).isEqualTo(CART.attribution());
  }

  @Test
  void aFindingEndsWhenARunLooksAndDoesNotSeeIt() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART, WORKER));
    assertThat(record(Runs.at("2026-11-20T12:00:00Z").inSync(CART.resource()).finds(WORKER)))
        .isEqualTo(new Recorded(0, 1, false));
    StoredFinding row = only(CART);
    assertThat(row.ended()).contains(time("2026-11-20T12:01:00Z"));
    assertThat(row.lastSeen()).isEqualTo(time("2026-11-20T09:01:00Z"));
    assertThat(row.duration(time("2027-01-01T00:00:00Z"))).isEqualTo(Duration.ofMinutes(181));
    assertThat(only(WORKER).isOpen()).isTrue();
  }

  @Test
  void runsAreListedTheNewestFirst() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    record(Runs.at("2026-11-20T11:00:00Z").inSync(CART.resource()));
    record(
        Runs.at("2026-11-20T10:00:00Z")
            .reporting(Problem.of(Problem.Code.YAML_SYNTAX, "not valid YAML")));
    String target = queries.targets().getFirst().id();
    assertThat(queries.runs(target, 0, 10))
        .extracting(it -> it.run().startedAt(), it -> it.run().drift(), ListedRun::invalidInput)
        .containsExactly(
            tuple(time("2026-11-20T11:00:00Z"), 0, false),
            tuple(time("2026-11-20T10:00:00Z"), 0, true),
            tuple(time("2026-11-20T09:00:00Z"), 1, false));
    assertThat(queries.runs(target, 1, 1))
        .extracting(it -> it.run().startedAt())
        .containsExactly(time("2026-11-20T10:00:00Z"));
    assertThat(queries.runs(target, 3, 10)).isEmpty();
    assertThat(queries.runs("another", 0, 10)).isEmpty();
  }

  @Test
  void aFindingThatComesBackIsAnotherOne() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    record(Runs.at("2026-11-20T10:00:00Z").inSync(CART.resource()));
    record(Runs.at("2026-11-20T11:00:00Z").finds(CART));
    assertThat(all())
        .extracting(StoredFinding::onset, StoredFinding::isOpen)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(time("2026-11-20T11:00:00Z"), true),
            org.assertj.core.groups.Tuple.tuple(time("2026-11-20T09:00:00Z"), false));
  }

  @Test
  void whatCouldNotBeReadIsNotOver() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    record(Runs.at("2026-11-20T10:00:00Z").unknown(CART.resource()));
    record(Runs.at("2026-11-20T11:00:00Z").unknown(CART.resource()));
    assertThat(only(CART).isOpen()).isTrue();
    assertThat(only(CART).unseenSince()).contains(time("2026-11-20T10:00:00Z"));
    assertThat(status().open())
        .containsExactly(
            new TargetStatus.Open(
                false,
                Severity.HIGH,
                Category.SCALING,
                1,
                time("2026-11-20T09:00:00Z"),
                1,
                Optional.of(time("2026-11-20T10:00:00Z"))));

    record(Runs.at("2026-11-20T12:00:00Z").finds(CART));
    assertThat(only(CART).unseenSince()).isEmpty();
  }

  @Test
  void anUndeclaredObjectOfAKindThatCouldNotBeReadIsNotOver() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART, WORKER));
    // The object is in no list, as if it had been deleted.
    record(Runs.at("2026-11-20T10:00:00Z").finds(WORKER).cannotRead("ConfigMap"));
    assertThat(only(CART).isOpen()).isTrue();
    record(Runs.at("2026-11-20T11:00:00Z").finds(WORKER));
    assertThat(only(CART).ended()).contains(time("2026-11-20T11:01:00Z"));
  }

  @Test
  void aRunThatFailedEndsNothing() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    Runs.Builder failed =
        Runs.at("2026-11-20T10:00:00Z")
            .failing(
                Problem.of(
                    Problem.Code.CLUSTER_UNREACHABLE, "https://10.0.0.1:6443 does not answer"));
    assertThat(
            store.recordFailed(
                failed.report(),
                List.of("https://git.example.com/shop.git clusters/prod"),
                Retention.DEFAULT))
        .contains(new Recorded(0, 0, false));
    assertThat(only(CART).isOpen()).isTrue();
    assertThat(only(CART).unseenSince()).contains(time("2026-11-20T10:00:00Z"));
    assertThat(status().lastRun().failed()).isTrue();
    assertThat(status().lastComplete().orElseThrow().startedAt())
        .isEqualTo(time("2026-11-20T09:00:00Z"));
    assertThat(status().gaps())
        .extracting(StoredRun.Gap::reason)
        .contains("https://10.0.0.1:6443 does not answer");
  }

  @Test
  void aRunThatFailedBelongsToNoOtherSources() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    Runs.Builder failed =
        Runs.at("2026-11-20T10:00:00Z")
            .failing(Problem.of(Problem.Code.CLUSTER_UNREACHABLE, "no answer"));
    assertThat(
            store.recordFailed(
                failed.report(), List.of("https://git.example.com/other.git"), Retention.DEFAULT))
        .isEmpty();
    assertThat(status().lastRun().failed()).isFalse();
  }

  @Test
  void aRunOnSomeNamespacesChangesTheseOnly() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART, WORKER));
    record(Runs.at("2026-11-20T10:00:00Z").only("shop"));
    assertThat(only(CART).ended()).contains(time("2026-11-20T10:01:00Z"));
    assertThat(only(WORKER).isOpen()).isTrue();
    assertThat(only(WORKER).unseenSince()).isEmpty();
    assertThat(status().inSyncSince()).isEmpty();
  }

  @Test
  void postureOfARuleThatDidNotLookIsNotOver() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(ROOT));
    record(
        Runs.at("2026-11-20T10:00:00Z")
            .inSync(ROOT.resource())
            .blindFor("SEC001", KindCoverage.Status.LEFT_OUT));
    assertThat(only(ROOT).isOpen()).isTrue();
    record(Runs.at("2026-11-20T11:00:00Z").inSync(ROOT.resource()).withoutRules("SEC001"));
    assertThat(only(ROOT).isOpen()).isTrue();
    assertThat(only(ROOT).unseenSince()).contains(time("2026-11-20T10:00:00Z"));
    record(Runs.at("2026-11-20T12:00:00Z").inSync(ROOT.resource()));
    assertThat(only(ROOT).ended()).contains(time("2026-11-20T12:01:00Z"));
  }

  @Test
  void aRunIsRecordedOnce() {
    Runs.Builder run = Runs.at("2026-11-20T09:00:00Z").finds(CART).undoes(WORKER, "done");
    record(run);
    assertThat(record(run)).isEqualTo(new Recorded(0, 0, true));
    assertThat(only(CART).seen()).isEqualTo(1);
    assertThat(only(WORKER).acts()).hasSize(1);
  }

  @Test
  void whatARunUndoesBeginsAndEndsWithIt() {
    assertThat(record(Runs.at("2026-11-20T09:00:00Z").undoes(CART, "done")))
        .isEqualTo(new Recorded(1, 1, false));
    StoredFinding row = only(CART);
    assertThat(row.onset()).isEqualTo(time("2026-11-20T09:00:00Z"));
    assertThat(row.ended()).contains(time("2026-11-20T09:01:00Z"));
    assertThat(row.acts())
        .containsExactly(
            new StoredAct(
                "run-2026-11-20T09:00:00Z",
                time("2026-11-20T09:01:00Z"),
                "patch",
                deployment("shop", "cart"),
                "done",
                "spec.replicas is 3 again."));
  }

  @Test
  void whatARunCouldNotUndoStaysOpenWithItsAct() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART).undoes(CART, "refused"));
    assertThat(only(CART).isOpen()).isTrue();
    assertThat(only(CART).seen()).isEqualTo(1);
    assertThat(only(CART).acts()).extracting(StoredAct::outcome).containsExactly("refused");
    RecentFindings recent =
        queries.recent(
            queries.targets().getFirst().id(), Instant.parse("2026-11-01T00:00:00Z"), 10);
    assertThat(recent.findings()).contains(only(CART));
  }

  @Test
  void aRunThatALaterOneOvertookChangesNoFinding() {
    record(Runs.at("2026-11-20T09:00:30Z").inSync(CART.resource()));
    assertThat(record(Runs.at("2026-11-20T09:00:00Z").finds(CART)))
        .isEqualTo(new Recorded(0, 0, false));
    assertThat(all()).isEmpty();
    assertThat(status().inSyncSince()).contains(time("2026-11-20T09:00:30Z"));
  }

  @Test
  void inSyncSinceTheFirstCompleteRunWithoutDrift() {
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    assertThat(status().inSyncSince()).isEmpty();
    record(Runs.at("2026-11-20T10:00:00Z").inSync(CART.resource()));
    record(Runs.at("2026-11-20T11:00:00Z").inSync(CART.resource()));
    assertThat(status().inSyncSince()).contains(time("2026-11-20T10:00:00Z"));
    record(Runs.at("2026-11-20T12:00:00Z").unknown(CART.resource()));
    assertThat(status().inSyncSince()).contains(time("2026-11-20T10:00:00Z"));
    assertThat(status().lastRun().complete()).isFalse();
    record(Runs.at("2026-11-20T13:00:00Z").only("shop").finds(CART));
    assertThat(status().inSyncSince()).isEmpty();
  }

  @Test
  void textsThatNoDatabaseTakesAreKept() {
    Finding.Drift odd = CART.saying("a\0b \uD800 \uD83D\uDE00 'quoted' :name ? \u001b");
    record(Runs.at("2026-11-20T09:00:00Z").finds(odd));
    record(Runs.at("2026-11-20T10:00:00Z").finds(odd));
    assertThat(only(CART).message()).isEqualTo("a\uFFFDb ? \uD83D\uDE00 'quoted' :name ? \u001b");
  }

  @Test
  void targetsAreKeptApart() {
    Cluster other = new Cluster("https://10.0.0.2:6443", "v1.36.3", "test", "another");
    record(Runs.at("2026-11-20T09:00:00Z").finds(CART));
    record(Runs.at("2026-11-20T10:00:00Z").of(other));
    assertThat(queries.targets()).extracting(Target::clusterName).containsExactly("prod", "test");
    assertThat(only(CART).isOpen()).isTrue();
    assertThat(queries.targets()).extracting(Target::id).allMatch(it -> it.matches("[0-9a-f]{12}"));
  }

  @Test
  void verdictsAndGapsOfTheLastRunAreKnown() {
    record(
        Runs.at("2026-11-20T09:00:00Z")
            .finds(CART)
            .inSync(deployment("shop", "web"))
            .cannotRead("Node"));
    assertThat(status().lastRun().verdicts())
        .containsEntry(Verdict.DRIFTED, 1)
        .containsEntry(Verdict.IN_SYNC, 1)
        .containsEntry(Verdict.MISSING, 0);
    assertThat(status().lastRun().complete()).isFalse();
    assertThat(status().gaps())
        .containsExactly(
            new StoredRun.Gap(
                "Node (v1)", "forbidden", List.of("drift"), 0, "Node may not be listed."));
  }

  @Test
  void whatIsOverIsKeptForItsTimeAndWhatIsOpenForEver() {
    record(Runs.at("2025-01-01T09:00:00Z").finds(CART, WORKER));
    record(Runs.at("2025-01-02T09:00:00Z").inSync(CART.resource()).finds(WORKER));
    record(Runs.at("2026-02-05T09:00:00Z").finds(WORKER));
    assertThat(all()).hasSize(2);
    // 400 days after the end.
    record(Runs.at("2026-02-06T09:02:00Z").finds(WORKER));
    assertThat(all()).extracting(StoredFinding::fingerprint).containsExactly(WORKER.fingerprint());
    assertThat(only(WORKER).onset()).isEqualTo(time("2025-01-01T09:00:00Z"));
  }

  @Test
  void runsWithoutChangeAreKeptForNinetyDays() {
    record(Runs.at("2026-01-01T09:00:00Z").finds(CART));
    record(Runs.at("2026-01-02T09:00:00Z").finds(CART));
    record(Runs.at("2026-04-01T09:00:00Z").unknown(CART.resource()));
    assertThat(runs()).isEqualTo(3);
    record(Runs.at("2026-07-01T09:00:00Z").unknown(CART.resource()));
    // The first had a change, the second is the last complete one.
    assertThat(runs()).isEqualTo(3);
    record(Runs.at("2026-07-02T09:00:00Z").finds(CART));
    assertThat(runs()).isEqualTo(3);
  }

  private int runs() {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM runs").mapTo(Integer.class).one());
  }

  @Test
  void aHistoryIsFiltered() {
    record(Runs.at("2026-11-01T09:00:00Z").finds(CART, WORKER, ROOT));
    record(Runs.at("2026-11-05T09:00:00Z").inSync(WORKER.resource()).finds(CART, ROOT));
    assertThat(found(Optional.empty(), Optional.empty(), "", true)).isEqualTo(3);
    assertThat(found(Optional.empty(), Optional.empty(), "", false)).isEqualTo(2);
    assertThat(found(Optional.of("2026-11-06T00:00:00Z"), Optional.empty(), "", false))
        .isEqualTo(1);
    assertThat(found(Optional.empty(), Optional.of("2026-11-01T00:00:00Z"), "", false)).isZero();
    assertThat(found(Optional.empty(), Optional.empty(), "TRINO/W", false)).isEqualTo(1);
  }

  /// What was open then, with posture; the newest come first, and older ones are counted.
  @Test
  void recentFindingsAreBounded() {
    record(Runs.at("2026-11-01T09:00:00Z").finds(CART));
    record(Runs.at("2026-11-02T09:00:00Z").finds(CART, WORKER));
    record(Runs.at("2026-11-03T09:00:00Z").inSync(WORKER.resource()).finds(CART, ROOT));
    String target = queries.targets().getFirst().id();
    Instant first = Instant.parse("2026-11-01T00:00:00Z");

    RecentFindings all = queries.recent(target, first, 10);
    assertThat(all.findings())
        .extracting(StoredFinding::fingerprint)
        .containsExactly(ROOT.fingerprint(), WORKER.fingerprint(), CART.fingerprint());
    assertThat(all.more()).isZero();

    RecentFindings newest = queries.recent(target, first, 2);
    assertThat(newest.findings()).isEqualTo(all.findings().subList(0, 2));
    assertThat(newest.more()).isEqualTo(1);

    assertThat(queries.recent(target, Instant.parse("2026-11-04T00:00:00Z"), 10).findings())
        .extracting(StoredFinding::fingerprint)
        .containsExactly(ROOT.fingerprint(), CART.fingerprint());
    assertThat(queries.recent("000000000000", first, 10).findings()).isEmpty();
  }

  private int found(
      Optional<String> since, Optional<String> until, String resource, boolean posture) {
    return queries
        .history(
            queries.targets().getFirst(),
            new HistoryFilter(
                since.map(Instant::parse),
                until.map(Instant::parse),
                Optional.of(resource),
                Optional.empty(),
                Optional.empty(),
                posture,
                10))
        .findings()
        .size();
  }

  @Test
  void aTrendCountsByDay() {
    record(Runs.at("2026-11-01T09:00:00Z").finds(CART, WORKER));
    record(Runs.at("2026-11-02T09:00:00Z").inSync(CART.resource()).finds(WORKER));
    Trend trend =
        queries.trend(
            queries.targets().getFirst(),
            new HistoryFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                1),
            LocalDate.parse("2026-11-03"),
            1);
    assertThat(trend.categories())
        .containsExactly(
            new Trend.OfCategory(
                Category.SCALING,
                List.of(
                    new Trend.Period(LocalDate.parse("2026-11-01"), 2, 0, 2),
                    new Trend.Period(LocalDate.parse("2026-11-02"), 0, 1, 1),
                    new Trend.Period(LocalDate.parse("2026-11-03"), 0, 0, 1))));
  }

  @Test
  void manyRunsAtOnceAreAllRecorded() throws Exception {
    try (var pool = java.util.concurrent.Executors.newFixedThreadPool(4)) {
      List<java.util.concurrent.Future<Recorded>> all =
          Stream.of("09:00", "09:10", "09:20", "09:30", "09:40", "09:50")
              .map(
                  it -> pool.submit(() -> record(Runs.at("2026-11-20T" + it + ":00Z").finds(CART))))
              .toList();
      for (var one : all) {
        one.get();
      }
    }
    assertThat(runs()).isEqualTo(6);
    assertThat(only(CART).seen()).isEqualTo(6);
  }
}

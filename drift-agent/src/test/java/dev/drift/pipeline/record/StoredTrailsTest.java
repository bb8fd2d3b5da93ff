package dev.drift.pipeline.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.act.record.ActRecord;
import dev.drift.model.DriftException;
import dev.drift.model.value.Value;
import dev.drift.store.Database;
import dev.drift.store.LeaseTable;
import dev.drift.store.StoreUrl;
import dev.drift.store.Stores;
import dev.drift.store.TrailTable;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import dev.drift.trail.RecordType;
import dev.drift.trail.Trail;
import dev.drift.trail.TrailRecord;
import dev.drift.trail.Verification;
import dev.drift.trail.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Trails in both databases.
@ExtendWith(PostgresExtension.class)
class StoredTrailsTest {
  private static final String TARGET = "0123456789ab";
  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

  @TempDir Path folder;

  private static Trail trail(Database database) {
    return new Trail(
        new StoredTrails(new TrailTable(database)),
        TARGET,
        new Trail.Limits(Duration.ofDays(1), 3),
        () -> NOW);
  }

  private static Verification verify(Database database) {
    Verifier verifier = new Verifier(TARGET);
    new StoredTrails(new TrailTable(database)).read(TARGET, 1, Set.of(), verifier);
    return verifier.result();
  }

  private static Value.Obj body(String text) {
    return Value.Obj.EMPTY.with("text", Value.of(text));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBackAsItWas(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      Trail trail = trail(database);
      List<TrailRecord> written = new ArrayList<>();
      for (String text : List.of("plain", "é 😀 \ud800 \0 \u2028", "'; DROP TABLE trail; --", "")) {
        written.add(trail.append(RecordType.RUN, body(text)));
      }

      assertThat(read(trail)).isEqualTo(written);
      assertThat(read(trail, RecordType.SEAL)).isEmpty();
      assertThat(verify(database).flaws()).isEmpty();
      assertThat(trail.head()).contains(written.getLast().head());
    }
  }

  /// Each has the store open by itself, as two processes do.
  @ParameterizedTest
  @EnumSource
  void agentsThatAppendAtOnceDoNotForkTheChain(Stores store, Postgres postgres)
      throws InterruptedException {
    StoreUrl url = store.fresh(folder, postgres);
    int agents = 3;
    int each = 40;
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Database own = Database.open(url, Stores.login(postgres))) {
                      Trail trail = trail(own);
                      for (int n = 0; n < each; n++) {
                        trail.append(RecordType.RUN, body("x"));
                        trail.sealIfDue();
                      }
                    } catch (RuntimeException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    try (Database database = Database.open(url, Stores.login(postgres))) {
      assertThat(failures).isEmpty();
      assertThat(read(trail(database), RecordType.RUN)).hasSize(agents * each);
      assertThat(verify(database).flaws()).isEmpty();
      assertThat(verify(database).segments()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoNamesAnotherLastRecordDoesNotAppend(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      TrailRecord first = trail(database).append(RecordType.RUN, body("a"));
      trail(database).append(RecordType.RUN, body("b"));
      StoredTrails trails = new StoredTrails(new TrailTable(database));

      assertThat(trails.append(copy(first, 2, first.hash()))).as("taken").isFalse();
      assertThat(trails.append(copy(first, 3, first.hash()))).as("another hash").isFalse();
      assertThat(trails.append(copy(first, 4, first.hash()))).as("a gap").isFalse();
      assertThat(trails.append(copy(first, 1, TrailRecord.NO_HASH))).as("a second begin").isFalse();
    }
  }

  private static TrailRecord copy(TrailRecord old, long seq, String previous) {
    return new TrailRecord(
        old.target(), seq, old.at(), old.type(), previous, old.body(), old.hash());
  }

  @ParameterizedTest
  @EnumSource
  void pruningIsVerified(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      Trail trail = trail(database);
      trail.append(RecordType.RUN, body("a"));
      trail.append(RecordType.RUN, body("b"));
      trail.seal();
      trail.append(RecordType.RUN, body("c"));

      Trail later =
          new Trail(
              new StoredTrails(new TrailTable(database)),
              TARGET,
              () -> NOW.plus(Duration.ofDays(31)));
      TrailRecord checkpoint = later.prune(Duration.ofDays(30)).orElseThrow();

      assertThat(read(trail)).extracting(TrailRecord::seq).containsExactly(4L, checkpoint.seq());
      assertThat(verify(database).flaws()).isEmpty();
      assertThat(verify(database).checkpoint().orElseThrow().upTo()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tamperingWithSqlIsNamed(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      Trail trail = trail(database);
      for (int i = 0; i < 6; i++) {
        trail.append(RecordType.RUN, body("x" + i));
      }
      database.write(
          handle -> handle.execute("UPDATE trail SET body = '{\"text\":\"no\"}' WHERE seq = 3"));
      assertThat(verify(database).flaws())
          .singleElement()
          .satisfies(
              flaw -> {
                assertThat(flaw.seq()).isEqualTo(3);
                assertThat(flaw.what()).startsWith("was edited");
              });
      database.write(handle -> handle.execute("DELETE FROM trail WHERE seq = 5"));
      assertThat(verify(database).flaws()).extracting(it -> it.seq()).containsExactly(3L, 5L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneRunActsAtATime(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      StoreRecords one = new StoreRecords(database, trail(database), "one");
      StoreRecords two = new StoreRecords(database, trail(database), "two");
      try (ActRecord _ = one.open(_ -> {})) {
        assertThatThrownBy(() -> two.open(_ -> {}))
            .isInstanceOf(DriftException.class)
            .hasMessageContaining("another run of Drift is acting on target 0123456789ab");
        assertThat(entries(two)).as("looking is free").isEmpty();
      }
      List<Value.Obj> before = new ArrayList<>();
      try (ActRecord _ = two.open(before::add)) {
        assertThat(before).isEmpty();
      }
    }
  }

  /// A process that was killed gives nothing back.
  @ParameterizedTest
  @EnumSource
  void aLeaseEndsByItself(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      LeaseTable leases = new LeaseTable(database);
      assertThat(leases.take(TARGET, "act", "killed", Duration.ofMillis(-1))).isTrue();
      assertThat(leases.prolong(TARGET, "act", "killed", Lease.TIME)).as("it is over").isFalse();
      assertThat(leases.take(TARGET, "act", "next", Lease.TIME)).isTrue();
      assertThat(leases.take(TARGET, "act", "killed", Lease.TIME)).isFalse();
      assertThat(leases.take("ba9876543210", "act", "killed", Lease.TIME)).isTrue();
      leases.release(TARGET, "act", "killed");
      assertThat(leases.prolong(TARGET, "act", "next", Lease.TIME)).isTrue();
    }
  }

  /// It was held up so long that another run took over.
  @ParameterizedTest
  @EnumSource
  void whoLostTheLeaseDoesNotBeginAnything(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      Value.Obj intent =
          Value.Obj.EMPTY
              .with("type", Value.of("intent"))
              .with("at", Value.of("2026-11-29T08:00:00.123456Z"))
              .with("id", Value.of("r/1"));
      StoreRecords slow = new StoreRecords(database, trail(database), "slow");
      try (ActRecord record = slow.open(_ -> {})) {
        record.append(intent);
        assertThat(entries(slow))
            .containsExactly(intent.with("at", Value.of("2026-11-29T08:00:00.123Z")));
        database.write(handle -> handle.execute("UPDATE leases SET until = 0"));
        new LeaseTable(database).take(TARGET, "act", "next", Lease.TIME);

        assertThatThrownBy(() -> record.append(intent))
            .isInstanceOf(DriftException.class)
            .hasMessageContaining("this run stopped acting");
        assertThat(entries(slow)).hasSize(1);
      }
      assertThat(new LeaseTable(database).prolong(TARGET, "act", "next", Lease.TIME)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void documentsAreReplaced(Stores store, Postgres postgres) {
    try (Database database = Database.open(store.fresh(folder, postgres), Stores.login(postgres))) {
      StoreRecords records = new StoreRecords(database, trail(database), "run");
      assertThat(records.document("memory")).isEmpty();
      records.keep("memory", body("a"));
      records.keep("memory", body("b"));
      assertThat(records.document("memory")).contains(body("b"));
    }
  }

  private static List<Value.Obj> entries(StoreRecords records) {
    List<Value.Obj> entries = new ArrayList<>();
    records.read(entries::add);
    return entries;
  }

  /// @param types the only ones; none for all
  private static List<TrailRecord> read(Trail trail, RecordType... types) {
    List<TrailRecord> records = new ArrayList<>();
    trail.read(Set.of(types), records::add);
    return records;
  }
}

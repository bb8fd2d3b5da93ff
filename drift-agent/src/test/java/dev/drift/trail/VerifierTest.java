package dev.drift.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Tampers with generated trails, one change at a time, and asks which record is named.
class VerifierTest {
  private static final String TARGET = "0123456789ab";
  private static final String OTHER = "ba9876543210";
  private static final RecordType[] TYPES = {
    RecordType.RUN, RecordType.INTENT, RecordType.OUTCOME, RecordType.LEFT, RecordType.REQUEST
  };

  private final Random random = new Random(18);
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private final MemoryTrails trails = new MemoryTrails();
  private final Trail trail =
      new Trail(trails, TARGET, new Trail.Limits(Duration.ofDays(1), 12), () -> now);

  /// With seals in it.
  private List<TrailRecord> generated() {
    int length = 5 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      trail.append(TYPES[random.nextInt(TYPES.length)], body(i));
      now = now.plusMillis(1 + random.nextInt(100_000_000));
      if (random.nextInt(4) == 0) {
        trail.sealIfDue();
      }
    }
    return new ArrayList<>(trails.records);
  }

  private Value.Obj body(int i) {
    return Value.Obj.EMPTY
        .with("n", Value.Num.of(i))
        .with("text", Value.of("a\nb\"\u2028\ud800 é 😀 " + random.nextInt()));
  }

  private static Verification verify(List<TrailRecord> records, Head... heads) {
    Verifier verifier = new Verifier(TARGET, List.of(heads));
    records.forEach(verifier);
    return verifier.result();
  }

  @Test
  void whatNobodyTouchedIsIntact() {
    for (int i = 0; i < 50; i++) {
      trails.records.clear();
      List<TrailRecord> records = generated();

      Verification result = verify(records, records.getLast().head());

      assertThat(result.flaws()).isEmpty();
      assertThat(result.records()).isEqualTo(records.size());
      assertThat(result.provenUpTo()).isEqualTo(records.size());
    }
  }

  @Test
  void eachEditOfAFieldIsNamed() {
    for (int i = 0; i < 300; i++) {
      fresh();
      List<TrailRecord> records = generated();
      int place = random.nextInt(records.size());
      TrailRecord old = records.get(place);
      int field = random.nextInt(6);
      records.set(
          place,
          switch (field) {
            case 0 ->
                copy(
                    old,
                    "19" + old.at().substring(2),
                    old.type(),
                    old.previous(),
                    old.body(),
                    old.hash());
            case 1 ->
                copy(
                    old,
                    old.at(),
                    old.is(RecordType.HEAD) ? "run" : "head",
                    old.previous(),
                    old.body(),
                    old.hash());
            case 2 ->
                copy(old, old.at(), old.type(), flipped(old.previous()), old.body(), old.hash());
            case 3 -> copy(old, old.at(), old.type(), old.previous(), old.body() + " ", old.hash());
            case 4 ->
                copy(
                    old,
                    old.at(),
                    old.type(),
                    old.previous(),
                    flippedDigit(old.body()),
                    old.hash());
            default ->
                copy(old, old.at(), old.type(), old.previous(), old.body(), flipped(old.hash()));
          });

      assertThat(verify(records).flaws())
          .as("field %d of record %d", field, old.seq())
          .extracting(Flaw::seq)
          .containsExactly(old.seq());
    }
  }

  /// The hash is made to fit: the record after it, or a head from elsewhere, shows it.
  @Test
  void anEditWithItsHashMadeToFitIsNamed() {
    for (int i = 0; i < 100; i++) {
      fresh();
      List<TrailRecord> records = generated();
      Head head = records.getLast().head();
      int place = random.nextInt(records.size());
      TrailRecord forged = rehashed(records.get(place), "{\"n\":-1}");
      records.set(place, forged);

      Verification result = verify(records, head);

      assertThat(result.flaws()).extracting(Flaw::seq).contains(forged.seq());
      assertThat(result.flaws())
          .allMatch(
              it ->
                  it.seq() == forged.seq() || records.get((int) it.seq() - 1).is(RecordType.SEAL));
    }
  }

  @Test
  void eachRecordDroppedInTheMiddleIsNamed() {
    for (int i = 0; i < 200; i++) {
      fresh();
      List<TrailRecord> records = generated();
      int place = random.nextInt(records.size() - 1);
      TrailRecord dropped = records.remove(place);

      List<Flaw> flaws = verify(records).flaws();

      assertThat(flaws).as("record %d", dropped.seq()).hasSize(1);
      assertThat(flaws.getFirst().seq()).isEqualTo(dropped.seq());
      assertThat(flaws.getFirst().what()).startsWith("is missing");
    }
  }

  @Test
  void recordsThatSwappedPlacesAreNamed() {
    for (int i = 0; i < 200; i++) {
      fresh();
      List<TrailRecord> records = generated();
      int one = random.nextInt(records.size() - 1);
      int two = one + 1 + random.nextInt(records.size() - one - 1);
      TrailRecord a = records.get(one);
      TrailRecord b = records.get(two);
      // As somebody would with SQL, who exchanges the numbers.
      records.set(one, numbered(b, a.seq()));
      records.set(two, numbered(a, b.seq()));

      assertThat(verify(records).flaws())
          .as("records %d and %d", a.seq(), b.seq())
          .contains(
              new Flaw(a.seq(), b.at(), "was moved: it was written as record " + b.seq()),
              new Flaw(b.seq(), a.at(), "was moved: it was written as record " + a.seq()));
    }
  }

  @Test
  void recordsInAnotherOrderAreNamed() {
    for (int i = 0; i < 100; i++) {
      fresh();
      List<TrailRecord> records = generated();
      int one = 1 + random.nextInt(records.size() - 2);
      Collections.swap(records, one, one + 1);

      assertThat(verify(records).flaws())
          .extracting(Flaw::seq)
          .containsExactly(records.get(one + 1).seq());
    }
  }

  @Test
  void eachInsertedRecordIsNamed() {
    for (int i = 0; i < 100; i++) {
      fresh();
      List<TrailRecord> records = generated();
      int place = 1 + random.nextInt(records.size() - 1);
      TrailRecord before = records.get(place - 1);
      List<TrailRecord> forged = new ArrayList<>(records.subList(0, place));
      forged.add(rehashed(linked(numbered(before, before.seq() + 1), before.hash()), "{\"n\":-1}"));
      records.subList(place, records.size()).forEach(it -> forged.add(numbered(it, it.seq() + 1)));

      List<Flaw> flaws = verify(forged).flaws();

      assertThat(flaws.getFirst().seq()).isEqualTo(before.seq() + 1);
      assertThat(flaws)
          .anyMatch(it -> it.seq() == before.seq() + 1 && it.what().startsWith("was inserted"));
    }
  }

  @Test
  void aRecordOfAnotherTargetIsNamed() {
    List<TrailRecord> records = generated();
    new Trail(trails, OTHER, () -> now).append(RecordType.RUN, body(0));
    TrailRecord foreign = trails.records.getLast();
    records.set(
        2,
        new TrailRecord(
            TARGET,
            3,
            foreign.at(),
            foreign.type(),
            foreign.previous(),
            foreign.body(),
            foreign.hash()));

    assertThat(verify(records).flaws()).extracting(Flaw::seq).contains(3L);
  }

  @Test
  void aCutTailIsSeenWithAHeadOnly() {
    for (int i = 0; i < 100; i++) {
      fresh();
      List<TrailRecord> records = generated();
      Head head = records.getLast().head();
      int cut = 1 + random.nextInt(records.size() - 1);
      List<TrailRecord> rest = records.subList(0, records.size() - cut);

      Verification without = verify(rest);
      assertThat(without.flaws()).isEmpty();
      assertThat(without.cannotProve().getFirst())
          .startsWith("Whether records were cut off at the end");

      Verification with = verify(rest, head);
      assertThat(with.flaws()).hasSize(1);
      assertThat(with.flaws().getFirst().seq()).isEqualTo(rest.size() + 1);
      assertThat(with.flaws().getFirst().what()).contains("cut off");
      assertThat(verify(rest, new Head("", 0, "", head.hash())).isIntact()).isFalse();
    }
  }

  @Test
  void aTrailThatWasRewrittenAsAWholeIsSeenWithAHeadOnly() {
    generated();
    Head head = trails.records.getLast().head();
    int length = trails.records.size();
    trails.records.clear();
    for (int i = 0; i < length; i++) {
      new Trail(trails, TARGET, () -> now).append(RecordType.RUN, body(i));
    }

    assertThat(verify(trails.records).isIntact()).isTrue();
    assertThat(verify(trails.records, head).flaws())
        .extracting(Flaw::seq)
        .containsExactly((long) length);
  }

  @Test
  void anEmptyTrailIsIntactUnlessAHeadSaysOtherwise() {
    assertThat(verify(List.of()).isIntact()).isTrue();
    assertThat(verify(List.of(), new Head(TARGET, 3, "", "a".repeat(64))).flaws())
        .extracting(Flaw::seq)
        .containsExactly(1L);
  }

  private void fresh() {
    trails.records.clear();
  }

  private static String flipped(String hash) {
    return (hash.charAt(0) == 'f' ? "e" : "f") + hash.substring(1);
  }

  private static String flippedDigit(String body) {
    int at = body.indexOf(':') + 1;
    return body.substring(0, at) + "9" + body.substring(at);
  }

  private static TrailRecord copy(
      TrailRecord old, String at, String type, String previous, String body, String hash) {
    return new TrailRecord(old.target(), old.seq(), at, type, previous, body, hash);
  }

  private static TrailRecord numbered(TrailRecord old, long seq) {
    return new TrailRecord(
        old.target(), seq, old.at(), old.type(), old.previous(), old.body(), old.hash());
  }

  private static TrailRecord linked(TrailRecord old, String previous) {
    return copy(old, old.at(), old.type(), previous, old.body(), old.hash());
  }

  private static TrailRecord rehashed(TrailRecord old, String body) {
    TrailRecord edited = copy(old, old.at(), old.type(), old.previous(), body, "");
    return copy(edited, old.at(), old.type(), old.previous(), body, edited.computedHash());
  }
}

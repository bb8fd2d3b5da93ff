package dev.drift.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.model.DriftException;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How a trail grows, is sealed and is pruned.
class TrailTest {
  private static final String TARGET = "0123456789ab";
  private static final Value.Obj BODY = Value.Obj.EMPTY.with("run", Value.of("r"));

  private final MemoryTrails trails = new MemoryTrails();
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private final Trail trail = trail();

  private Trail trail() {
    return new Trail(trails, TARGET, new Trail.Limits(Duration.ofDays(1), 5), () -> now);
  }

  private Verification verify(Head... heads) {
    Verifier verifier = new Verifier(TARGET, List.of(heads));
    trails.records.forEach(verifier);
    return verifier.result();
  }

  /// printf '%s\n%s\n%s\n%s\n%s\n%s\n%s' drift-trail-v1 0123456789ab 1 2026-11-29T08:00:00.000Z run
  /// $(printf '%064d' 0) '{"run":"r"}' | sha256sum
  @Test
  void theHashIsWhatSha256sumComputes() {
    TrailRecord record = trail.append(RecordType.RUN, BODY);

    assertThat(record)
        .isEqualTo(
            new TrailRecord(
                TARGET,
                1,
                "2026-11-29T08:00:00.000Z",
                "run",
                "0".repeat(64),
                "{\"run\":\"r\"}",
                "aec9309ec2500d5f632a2501199040b476cceb3cf627f54ff50b14bf5669f426"));
  }

  @Test
  void recordsFollowEachOther() {
    TrailRecord first = trail.append(RecordType.RUN, BODY);
    TrailRecord second = trail.append(RecordType.INTENT, BODY);

    assertThat(second.seq()).isEqualTo(2);
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(trail.head()).contains(second.head());
  }

  @Test
  void twoProcessesDoNotForkTheChain() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Trail own = trail();
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int n = 0; n < 50; n++) {
                      own.append(RecordType.RUN, BODY);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(trails.records)
        .extracting(TrailRecord::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    assertThat(verify().flaws()).isEmpty();
  }

  @Test
  void aSegmentIsSealedWhenItIsLongOrOld() {
    for (int i = 0; i < 4; i++) {
      trail.append(RecordType.RUN, BODY);
    }
    assertThat(trail.sealIfDue()).isEmpty();
    trail.append(RecordType.RUN, BODY);
    Value.Obj seal = trail.sealIfDue().orElseThrow().content();
    assertThat(seal.number("first").orElseThrow().intValueExact()).isEqualTo(1);
    assertThat(seal.number("last").orElseThrow().intValueExact()).isEqualTo(5);
    assertThat(seal.number("count").orElseThrow().intValueExact()).isEqualTo(5);
    assertThat(trail.sealIfDue()).as("an empty segment").isEmpty();

    trail.append(RecordType.RUN, BODY);
    now = now.plus(Duration.ofHours(25));
    assertThat(trail.sealIfDue()).isPresent();
    assertThat(verify().segments()).isEqualTo(2);
  }

  @Test
  void pruningLeavesACheckpointFromWhichVerifyGoesOn() {
    sealed(3);
    now = now.plus(Duration.ofDays(100));
    sealed(2);
    trail.append(RecordType.RUN, BODY);

    TrailRecord checkpoint = trail.prune(Duration.ofDays(90)).orElseThrow();

    Value.Obj pruned = checkpoint.content();
    assertThat(pruned.number("first").orElseThrow().intValueExact()).isEqualTo(1);
    assertThat(pruned.number("last").orElseThrow().intValueExact()).isEqualTo(4);
    assertThat(pruned.number("count").orElseThrow().intValueExact()).isEqualTo(4);
    assertThat(pruned.text("from")).contains("2026-11-29T08:00:00.000Z");
    assertThat(trails.records.getFirst().seq()).isEqualTo(5);
    assertThat(verify().flaws()).isEmpty();
    assertThat(verify().checkpoint().orElseThrow().upTo()).isEqualTo(4);
    assertThat(verify().cannotProve())
        .anyMatch(it -> it.startsWith("Records 1 to 4 (until 2026-11"));

    now = now.plus(Duration.ofDays(91));
    sealed(1);
    now = now.plus(Duration.ofDays(91));
    assertThat(trail.prune(Duration.ofDays(90))).isPresent();
    assertThat(verify().flaws()).as("pruned twice").isEmpty();
    assertThat(trails.records).extracting(TrailRecord::type).containsExactly("checkpoint");
  }

  /// A file with all heads is of use however much was pruned since.
  @Test
  void headsOfPrunedRecordsAreNoFlawIfANewerOneMatches() {
    sealed(3);
    Head old = trails.records.get(1).head();
    now = now.plus(Duration.ofDays(100));
    sealed(2);
    trail.prune(Duration.ofDays(90));
    Head newer = trails.records.getLast().head();

    assertThat(verify(old, newer).flaws()).isEmpty();
    assertThat(verify(old, newer).provenUpTo()).isEqualTo(newer.seq());
    assertThat(verify(old, newer).cannotProve())
        .contains("What a head from elsewhere says of pruned records: they cannot be compared.");
    assertThat(verify(old).flaws())
        .containsExactly(
            new Flaw(
                2,
                old.at(),
                "was pruned, so that the head from elsewhere cannot be compared; use a newer one"));
  }

  @Test
  void aHeadProvesWhatIsBeforeAFlaw() {
    sealed(3);
    Head early = trails.records.get(1).head();
    Head late = trails.records.get(3).head();
    trails.records.removeLast();

    Verification verification = verify(early, late);

    assertThat(verification.flaws()).extracting(Flaw::seq).containsExactly(4L);
    assertThat(verification.provenUpTo()).isEqualTo(2);
    assertThat(verification.proves()).hasSize(2);
  }

  @Test
  void pruningIsDueOnceADayAndOnlyIfSomethingIsOld() {
    trail.append(RecordType.RUN, BODY);
    now = now.plus(Duration.ofDays(100));
    assertThat(trail.isPruningDue(Duration.ofDays(90))).as("not sealed").isFalse();
    trail.seal();
    assertThat(trail.isPruningDue(Duration.ofDays(90))).as("the seal is new").isFalse();
    now = now.plus(Duration.ofDays(91));
    sealed(1);
    assertThat(trail.isPruningDue(Duration.ofDays(90))).isTrue();
    assertThat(trail.prune(Duration.ofDays(90))).isPresent();
    assertThat(trail.isPruningDue(Duration.ZERO)).as("pruned today").isFalse();
    now = now.plus(Duration.ofHours(25));
    assertThat(trail.isPruningDue(Duration.ZERO)).isTrue();
  }

  @Test
  void onlyWholeOldSegmentsArePruned() {
    trail.append(RecordType.RUN, BODY);
    now = now.plus(Duration.ofDays(100));
    assertThat(trail.prune(Duration.ofDays(90))).as("not sealed").isEmpty();
    trail.seal();
    assertThat(trail.prune(Duration.ofDays(90))).as("the seal is new").isEmpty();
    now = now.plus(Duration.ofDays(91));
    assertThat(trail.prune(Duration.ofDays(90))).isPresent();
  }

  @Test
  void aBeginningWithoutItsCheckpointIsMissing() {
    sealed(3);
    sealed(3);
    trails.records.removeIf(it -> it.seq() <= 4);

    assertThat(verify().flaws())
        .containsExactly(
            new Flaw(
                1,
                "",
                "is missing, and so are all up to record 4, and no checkpoint says that they were pruned"));
  }

  @Test
  void moreThanTheCheckpointSaysCannotGo() {
    sealed(3);
    now = now.plus(Duration.ofDays(100));
    sealed(3);
    trail.prune(Duration.ofDays(90));
    trails.records.removeIf(it -> it.seq() <= 8);

    assertThat(verify().flaws()).hasSize(1);
  }

  @Test
  void whatIsBrokenIsNotPruned() {
    sealed(3);
    TrailRecord old = trails.records.get(1);
    trails.records.set(
        1,
        new TrailRecord(
            TARGET, 2, old.at(), old.type(), old.previous(), "{\"run\":\"x\"}", old.hash()));
    now = now.plus(Duration.ofDays(100));

    assertThatThrownBy(() -> trail.prune(Duration.ofDays(90)))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("record 2 was edited");
    assertThat(trails.records).hasSize(4);
  }

  @Test
  void headsAreReadInAllForms() {
    TrailRecord record = trail.append(RecordType.RUN, BODY);
    Head head = record.head();

    assertThat(Head.parse(head.line() + "\n")).containsExactly(head);
    assertThat(Head.parse(head.hash())).containsExactly(new Head("", 0, "", head.hash()));
    String json =
        "{\"target\":\"%s\",\"seq\":1,\"at\":\"%s\",\"hash\":\"%s\"}"
            .formatted(TARGET, head.at(), head.hash());
    assertThat(Head.parse(json)).containsExactly(head);
    assertThat(Head.parse("[" + json + "]")).containsExactly(head);
    assertThat(Head.parse("{\"data\":" + json + "}")).containsExactly(head);
    assertThatThrownBy(() -> Head.parse("nonsense")).hasMessageContaining("line 1 is not a head");
    assertThatThrownBy(() -> Head.parse("")).hasMessageContaining("it holds no head");
  }

  @Test
  void timesAreWrittenSoThatTheySort() {
    assertThat(RecordTime.text(Instant.parse("2026-11-29T08:00:00.123456Z")))
        .isEqualTo("2026-11-29T08:00:00.123Z");
    assertThat(RecordTime.parse("yesterday")).isEqualTo(Optional.empty());
  }

  private void sealed(int records) {
    for (int i = 0; i < records; i++) {
      trail.append(RecordType.RUN, BODY);
    }
    trail.seal();
  }
}

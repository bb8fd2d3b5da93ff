package dev.drift.trail;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The trail of one target: appends, seals and prunes.
public final class Trail {
  /// Each failed attempt means that another process has appended.
  private static final int ATTEMPTS = 1000;

  private static final Duration PRUNINGS_APART = Duration.ofDays(1);

  private final TrailStorage storage;
  private final String target;
  private final Limits limits;
  private final InstantSource clock;
  private Optional<TrailRecord> last = Optional.empty();

  /// When a segment is sealed: at the end of the first run after either.
  ///
  /// @param age of its first record
  /// @param records how many it has
  public record Limits(Duration age, long records) {
    public static final Limits USUAL = new Limits(Duration.ofDays(1), 10_000);
  }

  public Trail(TrailStorage storage, String target, InstantSource clock) {
    this(storage, target, Limits.USUAL, clock);
  }

  public Trail(TrailStorage storage, String target, Limits limits, InstantSource clock) {
    this.storage = requireNonNull(storage, "storage is null");
    this.target = requireNonNull(target, "target is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  public String target() {
    return target;
  }

  /// @throws DriftException if it is not certainly on the trail; then nothing may be done on it
  public TrailRecord append(RecordType type, Value.Obj body) {
    return append(type, clock.instant(), body);
  }

  /// @param at when it happened
  /// @throws DriftException if it is not certainly on the trail; then nothing may be done on it
  public synchronized TrailRecord append(RecordType type, Instant at, Value.Obj body) {
    for (int i = 0; i < ATTEMPTS; i++) {
      if (i > 0 || last.isEmpty()) {
        last = storage.last(target);
      }
      TrailRecord record = TrailRecord.after(last, target, at, type, body);
      if (storage.append(record)) {
        last = Optional.of(record);
        return record;
      }
    }
    throw busy();
  }

  private DriftException busy() {
    return new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "the audit trail of target %s could not be appended to, because other processes append to it all the time; run again"
                .formatted(target)));
  }

  /// Gives all records of some types, in their order.
  public void read(Set<RecordType> types, Consumer<TrailRecord> each) {
    storage.read(target, 1, types, each);
  }

  /// Records of a type among the last ones, in their order.
  ///
  /// @param among how many records of any type are looked at
  public void newest(RecordType type, long among, Consumer<TrailRecord> each) {
    storage
        .last(target)
        .ifPresent(
            it -> storage.read(target, Math.max(1, it.seq() - among + 1), Set.of(type), each));
  }

  public Optional<Head> head() {
    return storage.last(target).map(TrailRecord::head);
  }

  /// Ends the segment if it is old or long enough.
  ///
  /// @return the seal, if it was due
  public Optional<TrailRecord> sealIfDue() {
    return isSealDue() ? seal() : Optional.empty();
  }

  /// By two of its records: a daemon asks after each of its runs.
  private boolean isSealDue() {
    Optional<TrailRecord> first = storage.from(target, firstOfSegment());
    Optional<TrailRecord> end = storage.last(target);
    return first.isPresent()
        && end.isPresent()
        && (end.get().seq() + 1 - first.get().seq() >= limits.records()
            || first.get().time().plus(limits.age()).isBefore(clock.instant()));
  }

  /// Ends the segment.
  ///
  /// @return empty if it has no records
  public synchronized Optional<TrailRecord> seal() {
    for (int i = 0; i < ATTEMPTS; i++) {
      last = storage.last(target);
      Segment open = openSegment();
      if (open.isEmpty()) {
        return Optional.empty();
      }
      TrailRecord seal =
          TrailRecord.after(last, target, clock.instant(), RecordType.SEAL, open.seal());
      // What was appended after the last record was read is in the segment, but not before the
      // seal.
      if (Segment.number(open.seal(), "last") == seal.seq() - 1 && storage.append(seal)) {
        last = Optional.of(seal);
        return last;
      }
    }
    throw busy();
  }

  private Segment openSegment() {
    Segment open = new Segment();
    storage.read(target, firstOfSegment(), Set.of(), open::add);
    return open;
  }

  private long firstOfSegment() {
    return storage.last(target, RecordType.SEAL).map(it -> it.seq() + 1).orElse(1L);
  }

  /// Whether a sealed segment seems to be that old, and none was pruned within the last day. Reads
  /// only a few records, so that each run can ask.
  public boolean isPruningDue(Duration keep) {
    Instant now = clock.instant();
    return storage
            .first(target, RecordType.SEAL)
            .filter(it -> it.time().isBefore(now.minus(keep)))
            .isPresent()
        && storage
            .last(target, RecordType.CHECKPOINT)
            .filter(it -> it.time().plus(PRUNINGS_APART).isAfter(now))
            .isEmpty();
  }

  /// Deletes the sealed segments whose records are all older than `keep`, and leaves a checkpoint.
  ///
  /// @return the checkpoint; empty if nothing is that old
  /// @throws DriftException if what would be deleted is not intact: it is evidence
  public synchronized Optional<TrailRecord> prune(Duration keep) {
    for (int i = 0; i < ATTEMPTS; i++) {
      last = storage.last(target);
      Old old = new Old(clock.instant().minus(keep));
      storage.read(target, 1, Set.of(), old);
      if (old.upTo.isEmpty()) {
        return Optional.empty();
      }
      TrailRecord pruned = old.upTo.get();
      requireIntact(pruned);
      TrailRecord checkpoint =
          TrailRecord.after(
              last, target, clock.instant(), RecordType.CHECKPOINT, old.checkpoint(pruned, keep));
      if (storage.prune(checkpoint, pruned.seq())) {
        last = Optional.of(checkpoint);
        return last;
      }
    }
    throw busy();
  }

  private void requireIntact(TrailRecord upTo) {
    Verifier verifier = new Verifier(target);
    storage.read(target, 1, Set.of(), verifier);
    List<Flaw> flaws =
        verifier.result().flaws().stream().filter(it -> it.seq() <= upTo.seq()).toList();
    if (!flaws.isEmpty()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.RECORD_FAILED,
              "nothing was pruned from the audit trail of target %s, because it is broken: record %d %s; keep a copy of the store as evidence"
                  .formatted(target, flaws.getFirst().seq(), flaws.getFirst().what())));
    }
  }

  /// Finds the last seal whose segment, and all before it, are old.
  private static final class Old implements Consumer<TrailRecord> {
    private final Instant before;
    private Optional<TrailRecord> first = Optional.empty();
    private Optional<TrailRecord> upTo = Optional.empty();
    private boolean isYoung;

    Old(Instant before) {
      this.before = before;
    }

    @Override
    public void accept(TrailRecord record) {
      if (first.isEmpty()) {
        first = Optional.of(record);
      }
      isYoung |= !record.time().isBefore(before);
      if (!isYoung && record.is(RecordType.SEAL)) {
        upTo = Optional.of(record);
      }
    }

    Value.Obj checkpoint(TrailRecord pruned, Duration keep) {
      TrailRecord begin = first.orElseThrow();
      return Value.Obj.EMPTY
          .with("first", Value.Num.of(begin.seq()))
          .with("last", Value.Num.of(pruned.seq()))
          .with("count", Value.Num.of(pruned.seq() - begin.seq() + 1))
          .with("from", Value.of(begin.at()))
          .with("to", Value.of(pruned.at()))
          .with("lastHash", Value.of(pruned.hash()))
          .with("keep", Value.of(keep.toString()));
    }
  }
}

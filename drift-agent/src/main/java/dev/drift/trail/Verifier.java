package dev.drift.trail;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Computes all hashes of a trail again and names what was edited, inserted, moved or dropped.
/// Takes the records in the order in which they are stored; keeps a few of them at a time.
public final class Verifier implements Consumer<TrailRecord> {
  /// How far a record is looked for that was moved.
  private static final long NEAR = 2_000;

  /// Of more flaws, none is searched for where it came from.
  private static final int MOST_SEARCHES = 200;

  private final String target;
  private final List<Flaw> flaws = new ArrayList<>();
  private final Missing missing = new Missing();
  private final Segment segment = new Segment();
  private final Map<Long, TrailRecord> checkpoints = new HashMap<>();
  private final List<Head> heads;

  /// The hash of each record that a head names, or the number of the one that has the hash.
  private final Map<Long, String> hashes = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private Optional<TrailRecord> first = Optional.empty();
  private Optional<TrailRecord> last = Optional.empty();

  /// The hash of the record before [#last].
  private String beforeLast = TrailRecord.NO_HASH;

  private String cluster = "";
  private boolean isLastTrue = true;
  private int flawsAtSeal;
  private boolean hasSeal;
  private int searches;
  private long records;
  private long segments;

  public Verifier(String target) {
    this(target, List.of());
  }

  /// @param heads from elsewhere, of this target
  public Verifier(String target, List<Head> heads) {
    this.target = target;
    this.heads = List.copyOf(heads);
    for (Head head : heads) {
      hashes.put(head.seq(), "");
      numbers.put(head.hash(), 0L);
    }
  }

  @Override
  public void accept(TrailRecord record) {
    records++;
    boolean isTrue = record.computedHash().equals(record.hash());
    hashes.computeIfPresent(record.seq(), (_, _) -> record.hash());
    numbers.computeIfPresent(record.hash(), (_, _) -> record.seq());
    if (last.isEmpty()) {
      first = Optional.of(record);
      checkFirst(record, isTrue);
    } else if (record.seq() <= last.get().seq()) {
      outOfOrder(record, last.get());
      return;
    } else {
      check(record, isTrue, last.get());
    }
    if (record.is(RecordType.CHECKPOINT) && isTrue) {
      checkpoints.put(Segment.number(record.content(), "last"), record);
    }
    if (record.is(RecordType.RUN) && isTrue) {
      String name = ClusterName.of(record.content().object("cluster"));
      cluster = name.isEmpty() ? cluster : name;
    }
    checkSeal(record, isTrue);
    beforeLast = last.map(TrailRecord::hash).orElse(TrailRecord.NO_HASH);
    last = Optional.of(record);
    isLastTrue = isTrue;
  }

  private void checkFirst(TrailRecord record, boolean isTrue) {
    if (!isTrue) {
      flaw(record, edited(record, TrailRecord.NO_HASH));
    } else if (record.seq() == 1 && !record.previous().equals(TrailRecord.NO_HASH)) {
      flaw(record, "was not written as the first record: it names a record before it");
    } else if (record.seq() < 1) {
      flaw(record, "was inserted: the first record of a trail is number 1");
    }
  }

  private void outOfOrder(TrailRecord record, TrailRecord before) {
    missing.found(record.seq());
    flaw(record, "was moved or inserted: it comes after record %d".formatted(before.seq()));
  }

  private void check(TrailRecord record, boolean isTrue, TrailRecord before) {
    boolean follows = record.seq() == before.seq() + 1;
    if (!follows) {
      missing.add(before.seq() + 1, record.seq() - 1, before.at());
    }
    if (!isTrue) {
      String what = edited(record, before.hash());
      flaw(record, what);
      if (follows && isLastTrue && record.previous().equals(beforeLast)) {
        flaw(
            before,
            "was inserted: record %d was written after the one before it".formatted(record.seq()));
      }
    } else if (follows && !record.previous().equals(before.hash()) && isLastTrue) {
      flaw(
          before,
          "was replaced or inserted: record %d was written after another record"
              .formatted(record.seq()));
    }
  }

  /// How a record came to have a hash that is not its own.
  private String edited(TrailRecord record, String previous) {
    if (record.hash(record.seq(), previous).equals(record.hash())) {
      return "was edited: its link to the record before was changed";
    }
    if (searches++ < MOST_SEARCHES) {
      for (long seq = Math.max(1, record.seq() - NEAR); seq <= record.seq() + NEAR; seq++) {
        if (record.hash(seq, record.previous()).equals(record.hash())) {
          return "was moved: it was written as record %d".formatted(seq);
        }
      }
    }
    return "was edited: its content does not match its hash";
  }

  private void checkSeal(TrailRecord record, boolean isTrue) {
    if (!record.is(RecordType.SEAL) || !isTrue) {
      segment.add(record);
      return;
    }
    segments++;
    Value.Obj said = record.content();
    // A pruned trail begins with a whole segment. If its beginning is missing, that is said
    // already.
    boolean isWhole = hasSeal || first.filter(it -> isBegin(it, said)).isPresent();
    if (isWhole
        && flaws.size() == flawsAtSeal
        && missing.isEmpty()
        && !said.equals(segment.seal())) {
      flaw(
          record,
          "seals %d records, and %d are there"
              .formatted(Segment.number(said, "count"), segment.count()));
    }
    hasSeal = true;
    flawsAtSeal = flaws.size();
    segment.clear();
  }

  private static boolean isBegin(TrailRecord first, Value.Obj seal) {
    return first.seq() == Segment.number(seal, "first");
  }

  private void flaw(TrailRecord record, String what) {
    flaws.add(new Flaw(record.seq(), record.at(), what));
  }

  /// After the last record.
  public Verification result() {
    List<Flaw> all = new ArrayList<>(flaws);
    all.addAll(missing.flaws());
    Optional<TrailRecord> checkpoint = checkpoint(all);
    List<Head> numbered =
        heads.stream()
            .map(
                it ->
                    it.seq() > 0
                        ? it
                        : new Head(target, numbers.getOrDefault(it.hash(), 0L), "", it.hash()))
            .toList();
    all.addAll(compare(numbered, checkpoint));
    all.sort(Comparator.comparingLong(Flaw::seq));
    return new Verification(
        target,
        cluster,
        records,
        segments,
        first.map(TrailRecord::head),
        last.map(TrailRecord::head),
        checkpoint.map(Verifier::pruned),
        numbered,
        all);
  }

  /// What accounts for the records before the first one.
  private Optional<TrailRecord> checkpoint(List<Flaw> all) {
    if (first.isEmpty() || first.get().seq() <= 1) {
      return Optional.empty();
    }
    TrailRecord begin = first.get();
    Optional<TrailRecord> checkpoint =
        Optional.ofNullable(checkpoints.get(begin.seq() - 1))
            .filter(it -> it.content().text("lastHash").equals(Optional.of(begin.previous())));
    if (checkpoint.isEmpty()) {
      all.add(
          new Flaw(
              1,
              "",
              Missing.sentence(1, begin.seq() - 1)
                  + ", and no checkpoint says that they were pruned"));
    }
    return checkpoint;
  }

  private static Verification.Pruned pruned(TrailRecord checkpoint) {
    Value.Obj body = checkpoint.content();
    return new Verification.Pruned(
        checkpoint.seq(),
        checkpoint.at(),
        Segment.number(body, "last"),
        body.text("to").orElse(""));
  }

  /// A head of a pruned record cannot be compared. That is a flaw only if no other head can be.
  ///
  /// @param numbered the heads, with the numbers of those that are only hashes
  private List<Flaw> compare(List<Head> numbered, Optional<TrailRecord> checkpoint) {
    List<Flaw> found = new ArrayList<>();
    List<Head> pruned = new ArrayList<>();
    boolean compared = false;
    for (int i = 0; i < heads.size(); i++) {
      Head head = numbered.get(i);
      if (head.seq() > 0 && checkpoint.isPresent() && head.seq() < begin() - 1) {
        pruned.add(head);
        continue;
      }
      compared = true;
      // A record with the hash of a head was found by it.
      if (heads.get(i).seq() > 0 || head.seq() == 0) {
        compare(head, checkpoint).ifPresent(found::add);
      }
    }
    if (!compared) {
      pruned.stream()
          .map(
              it ->
                  new Flaw(
                      it.seq(),
                      it.at(),
                      "was pruned, so that the head from elsewhere cannot be compared; use a newer one"))
          .forEach(found::add);
    }
    return found;
  }

  private long begin() {
    return first.map(TrailRecord::seq).orElse(1L);
  }

  private Optional<Flaw> compare(Head head, Optional<TrailRecord> checkpoint) {
    long end = last.map(TrailRecord::seq).orElse(0L);
    if (head.seq() == 0) {
      return Optional.of(
          new Flaw(
              end,
              last.map(TrailRecord::at).orElse(""),
              "is the last one, and no record has the hash of the head from elsewhere: records were cut off, pruned or rewritten"));
    }
    if (head.seq() > end) {
      return Optional.of(
          new Flaw(
              end + 1,
              last.map(TrailRecord::at).orElse(""),
              "%s: the end was cut off, as a head from elsewhere names record %d"
                  .formatted(Missing.sentence(end + 1, head.seq()), head.seq())));
    }
    String here =
        checkpoint
            .map(TrailRecord::content)
            .filter(it -> Segment.number(it, "last") == head.seq())
            .flatMap(it -> it.text("lastHash"))
            .orElse(hashes.getOrDefault(head.seq(), ""));
    if (here.isEmpty()) {
      return Optional.of(
          new Flaw(head.seq(), head.at(), "is missing, and a head from elsewhere names it"));
    }
    return here.equals(head.hash())
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                head.seq(),
                head.at(),
                "is not the one that the head from elsewhere names: the trail was rewritten"));
  }
}

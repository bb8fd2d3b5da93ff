package dev.drift.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What verifying a trail showed.
///
/// @param cluster what the last run on the trail calls the cluster; empty if no run does
/// @param records how many were read
/// @param segments how many of them are sealed
/// @param first the first record that is there
/// @param last the last record that is there
/// @param checkpoint what was pruned before the first one
/// @param heads the outside heads that the trail was compared with
/// @param flaws by number
public record Verification(
    String target,
    String cluster,
    long records,
    long segments,
    Optional<Head> first,
    Optional<Head> last,
    Optional<Pruned> checkpoint,
    List<Head> heads,
    List<Flaw> flaws) {
  /// What a checkpoint says.
  ///
  /// @param seq of the checkpoint itself
  /// @param at of the checkpoint itself
  /// @param upTo the last pruned record
  /// @param until the time of that record
  public record Pruned(long seq, String at, long upTo, String until) {}

  public Verification {
    heads = List.copyOf(heads);
    flaws = List.copyOf(flaws);
  }

  public boolean isIntact() {
    return flaws.isEmpty();
  }

  /// Up to which record an outside head proves everything: 0 for none.
  public long provenUpTo() {
    return heads.stream()
        .mapToLong(Head::seq)
        .filter(it -> !isPruned(it) && (isIntact() || it < flaws.getFirst().seq()))
        .max()
        .orElse(0);
  }

  /// The record before the first one is named by it, so that it can be compared, too.
  private boolean isPruned(long seq) {
    return checkpoint.isPresent() && first.filter(it -> seq < it.seq() - 1).isPresent();
  }

  /// What this verification proves, in sentences.
  public List<String> proves() {
    if (last.isEmpty()) {
      return List.of();
    }
    long from = first.map(Head::seq).orElse(1L);
    long to = isIntact() ? last.get().seq() : flaws.getFirst().seq() - 1;
    if (to < from) {
      return List.of();
    }
    String chain =
        from == to
            ? "Record %d is as it was hashed.".formatted(from)
            : "Records %d to %d form an unbroken chain: none was edited, inserted, moved or dropped unless all after it were rewritten."
                .formatted(from, to);
    return provenUpTo() == 0
        ? List.of(chain)
        : List.of(
            chain,
            "The head from elsewhere (record %d) matches: up to it, nothing was cut off or rewritten since the head was taken."
                .formatted(provenUpTo()));
  }

  /// What this verification cannot prove, in sentences.
  public List<String> cannotProve() {
    List<String> sentences = new ArrayList<>();
    if (!isIntact()) {
      sentences.add("What the trail says from record %d on.".formatted(flaws.getFirst().seq()));
    } else if (last.isPresent() && provenUpTo() == 0) {
      sentences.add(
          "Whether records were cut off at the end or the trail was rewritten as a whole: neither can be detected without a head that was kept elsewhere (--head).");
    } else if (last.isPresent() && provenUpTo() < last.get().seq()) {
      sentences.add(
          "Whether records after %d were cut off or rewritten: they are newer than the head from elsewhere; a newer head proves them."
              .formatted(provenUpTo()));
    }
    long pruned = heads.stream().filter(it -> isPruned(it.seq())).count();
    if (isIntact() && pruned > 0) {
      sentences.add(
          "What %s of pruned records: they cannot be compared."
              .formatted(
                  pruned == 1
                      ? "a head from elsewhere says"
                      : pruned + " heads from elsewhere say"));
    }
    checkpoint.ifPresent(
        it ->
            sentences.add(
                "Records 1 to %d (until %s) were pruned by record %d: what they held can only be proven with a copy of them."
                    .formatted(it.upTo(), it.until(), it.seq())));
    sentences.add(
        "The trail shows what Drift recorded, not that Drift ran whenever it should have; see the times of its runs.");
    return sentences;
  }
}

package dev.drift.act.record;

import dev.drift.act.record.ActJournal.Open;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.plan.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the entries of a record say, as far as a run needs it: acts of the last days, acts that
/// were not finished, restarts that are owed, and why something was left alone. A record may hold
/// years, and a daemon runs for months.
final class ActMemory {
  /// Limits count an hour, and fights are given up for two days.
  private static final Duration LATELY = Duration.ofDays(7);

  private final Map<String, Begun> open = new LinkedHashMap<>();
  private final Deque<Past.PastAct> done = new ArrayDeque<>();
  private final Map<ResourceRef, OwedRestart> owed = new LinkedHashMap<>();

  /// The words in which acts were refused, by the identity of the act; only if that was the last
  /// thing that happened to it.
  private final Map<String, Said<String>> refusals = new HashMap<>();

  /// The last decision to leave a finding alone, by its fingerprint; only if nothing was begun
  /// about it since.
  private final Map<String, Said<Value.Obj>> left = new HashMap<>();

  private Instant newest = Instant.MIN;

  /// @param at when it was last said
  private record Said<T>(T what, Instant at) {}

  /// Takes the next entry.
  void add(Value.Obj entry) {
    String id = entry.text("id").orElse("");
    if (ActJournal.is(entry, ActJournal.INTENT)) {
      Begun begun = new Begun(id, entry, Optional.empty());
      open.put(id, begun);
      begun.fingerprints().forEach(left::remove);
    } else if (ActJournal.is(entry, ActJournal.OUTCOME)) {
      Optional.ofNullable(open.remove(id)).ifPresent(it -> end(it.with(entry)));
    } else if (ActJournal.is(entry, ActJournal.LEFT)) {
      Value.Obj decision = entry.object("decision");
      decision
          .text("fingerprint")
          .ifPresent(it -> left.put(it, new Said<>(decision, ActJournal.at(entry))));
    }
    forget(ActJournal.at(entry));
  }

  private void end(Begun begun) {
    done.add(begun.past());
    OwedRestart.after(begun, owed);
    String act = begun.act().text("id").orElse("");
    refusals.remove(act);
    if (begun.kind().refused()) {
      refusals.put(act, new Said<>(begun.sentence(), begun.at()));
    }
  }

  private void forget(Instant now) {
    if (!now.isAfter(newest)) {
      return;
    }
    newest = now;
    Instant before = now.minus(LATELY);
    while (!done.isEmpty() && done.getFirst().at().isBefore(before)) {
      done.removeFirst();
    }
    refusals.values().removeIf(it -> it.at().isBefore(before));
    left.values().removeIf(it -> it.at().isBefore(before));
  }

  /// Whether this is what was decided last; then it is not forgotten yet.
  boolean isLeft(String fingerprint, Value.Obj decision, Instant now) {
    Said<Value.Obj> last = left.get(fingerprint);
    boolean same = last != null && last.what().equals(decision);
    if (same) {
      left.put(fingerprint, new Said<>(decision, now));
    }
    return same;
  }

  /// Whether the last thing that happened to an act is that it was refused.
  ///
  /// @param act its identity in the plan
  boolean isRefused(String act) {
    return refusals.containsKey(act);
  }

  /// Whether it was refused in these words; then that is not forgotten yet.
  boolean isRefused(String act, String sentence, Instant now) {
    Said<String> last = refusals.get(act);
    boolean same = last != null && last.what().equals(sentence);
    if (same) {
      refusals.put(act, new Said<>(sentence, now));
    }
    return same;
  }

  /// In the order in which they were begun.
  List<Open> open() {
    return open.values().stream().map(Begun::unfinished).toList();
  }

  /// In the order in which they were begun.
  List<Past.PastAct> acts() {
    List<Past.PastAct> acts = new ArrayList<>(done);
    open.values().forEach(it -> acts.add(it.past()));
    acts.sort(Comparator.comparing(Past.PastAct::at));
    return acts;
  }

  /// In the order in which they came up.
  List<OwedRestart> owed() {
    return List.copyOf(owed.values());
  }
}

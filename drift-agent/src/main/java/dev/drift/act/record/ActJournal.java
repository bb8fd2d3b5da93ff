package dev.drift.act.record;

import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.PlanJson;
import dev.drift.plan.PlanView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The entries of a record: what was about to be done, what became of it, and what was left alone.
/// `docs/acting.md` describes their form. Several threads may write them.
public final class ActJournal implements AutoCloseable {
  private static final String TYPE = "type";
  static final String INTENT = "intent";
  static final String OUTCOME = "outcome";
  static final String LEFT = "left";

  private final ActRecord record;
  private final ActMemory memory;
  private final Map<String, Value.Obj> unwritten = new HashMap<>();
  private int count;

  private ActJournal(ActRecord record, ActMemory memory) {
    this.record = record;
    this.memory = memory;
  }

  /// For the one run that acts.
  ///
  /// @throws dev.drift.model.DriftException if the record cannot be read or written, or another run
  ///     has it open
  public static ActJournal open(Records records) {
    ActMemory memory = new ActMemory();
    return new ActJournal(records.open(memory::add), memory);
  }

  /// Acts on a record that somebody else may be writing, in the order in which they were begun.
  ///
  /// @throws dev.drift.model.DriftException if it cannot be read
  public static List<Past.PastAct> acts(Records records) {
    ActMemory memory = new ActMemory();
    records.read(memory::add);
    return memory.acts();
  }

  /// An act that was begun and of which no outcome is recorded: the run was stopped.
  ///
  /// @param version the resourceVersion on which it was to be done; empty if it was a creation
  /// @param fingerprints of the findings that caused it
  public record Open(
      String id,
      Instant at,
      PlanView.Verb verb,
      ResourceRef resource,
      Optional<String> version,
      Set<String> fingerprints) {}

  /// @param rule of the policy that orders it; empty if a person does
  /// @param since when each finding that causes it was first seen, by its fingerprint
  /// @param restarts the workloads that are to be restarted because of it
  public synchronized String begin(
      String run,
      Instant at,
      PlanView.ActView act,
      Optional<String> version,
      String rule,
      Map<String, Instant> since,
      List<ResourceRef> restarts) {
    String id = run + "/" + ++count;
    Value.Obj intent =
        entry(INTENT, at)
            .with("id", Value.of(id))
            .with("run", Value.of(run))
            .with("resourceVersion", Value.of(version.orElse("")))
            .with("rule", Value.of(rule))
            .with("since", times(since))
            .with(
                "restarts",
                new Value.Arr(restarts.stream().<Value>map(PlanJson::resource).toList()))
            .with("act", PlanJson.of(act));
    if (memory.isRefused(act.id())) {
      unwritten.put(id, intent);
    } else {
      append(intent);
    }
    return id;
  }

  private void append(Value.Obj entry) {
    record.append(entry);
    memory.add(entry);
  }

  /// Before something is changed.
  public synchronized void sending(String id) {
    Optional.ofNullable(unwritten.remove(id)).ifPresent(this::append);
  }

  /// An act that is refused again in the same words is not written down again.
  public synchronized void end(String id, Instant at, Outcome outcome) {
    Value.Obj intent = unwritten.get(id);
    if (intent != null
        && outcome.kind().refused()
        && memory.isRefused(
            intent.object("act").text("id").orElseThrow(), outcome.sentence(), at)) {
      unwritten.remove(id);
      return;
    }
    sending(id);
    append(
        entry(OUTCOME, at)
            .with("id", Value.of(id))
            .with("outcome", Value.of(outcome.kind().name()))
            .with("sentence", Value.of(outcome.sentence())));
  }

  /// The decision to do nothing; written only if it is another than the last one about the finding.
  public synchronized void left(String run, Instant at, PlanView.LeftView left) {
    String fingerprint = left.cause().finding().fingerprint();
    Value.Obj decision = PlanJson.of(left);
    if (!memory.isLeft(fingerprint, decision, at)) {
      append(entry(LEFT, at).with("run", Value.of(run)).with("decision", decision));
    }
  }

  private static Value.Obj entry(String type, Instant at) {
    return Value.Obj.EMPTY.with(TYPE, Value.of(type)).with("at", Value.of(at.toString()));
  }

  /// Acts whose outcome is not recorded, in the order in which they were begun.
  public synchronized List<Open> open() {
    return memory.open();
  }

  private static Value.Obj times(Map<String, Instant> times) {
    Value.Obj all = Value.Obj.EMPTY;
    for (Map.Entry<String, Instant> one : new TreeMap<>(times).entrySet()) {
      all = all.with(one.getKey(), Value.of(one.getValue().toString()));
    }
    return all;
  }

  /// Acts of the last days, in the order in which they were begun.
  public synchronized List<Past.PastAct> acts() {
    return memory.acts();
  }

  static boolean is(Value.Obj entry, String type) {
    return entry.text(TYPE).equals(Optional.of(type));
  }

  static Instant at(Value.Obj entry) {
    return entry.text("at").map(Instant::parse).orElse(Instant.EPOCH);
  }

  /// The workloads that acts of any run were to restart.
  public synchronized List<OwedRestart> owed() {
    return memory.owed();
  }

  @Override
  public void close() {
    record.close();
  }
}

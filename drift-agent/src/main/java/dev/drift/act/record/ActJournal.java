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
/// `docs/acting.md` describes their form.
public final class ActJournal {
  private static final String TYPE = "type";
  static final String INTENT = "intent";
  static final String OUTCOME = "outcome";
  private static final String LEFT = "left";

  private final ActRecord record;
  private final Map<String, String> refusals;
  private final Map<String, Value.Obj> unwritten = new HashMap<>();
  private int count;

  public ActJournal(ActRecord record) {
    this.record = record;
    this.refusals = refusals(record.entries());
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
  public String begin(
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
    if (refusals.containsKey(act.id())) {
      unwritten.put(id, intent);
    } else {
      record.append(intent);
    }
    return id;
  }

  /// Before something is changed.
  public void sending(String id) {
    Optional.ofNullable(unwritten.remove(id)).ifPresent(record::append);
  }

  /// An act that is refused again because the same right is missing is not written down again.
  public void end(String id, Instant at, Outcome outcome) {
    Value.Obj intent = unwritten.get(id);
    if (intent != null
        && outcome.kind() == Outcome.Kind.NEEDS_RIGHTS
        && outcome.sentence().equals(refusals.get(intent.object("act").text("id").orElseThrow()))) {
      unwritten.remove(id);
      return;
    }
    sending(id);
    record.append(
        entry(OUTCOME, at)
            .with("id", Value.of(id))
            .with("outcome", Value.of(outcome.kind().name()))
            .with("sentence", Value.of(outcome.sentence())));
  }

  /// The words in which acts were refused because a right was missing, by the identity of the act;
  /// only if that was the last thing that happened to it.
  private static Map<String, String> refusals(List<Value.Obj> entries) {
    Map<String, String> refusals = new HashMap<>();
    for (Begun begun : Begun.of(entries)) {
      String act = begun.act().text("id").orElse("");
      if (begun.outcome().isPresent()) {
        refusals.remove(act);
      }
      if (begun.kind() == Outcome.Kind.NEEDS_RIGHTS) {
        refusals.put(act, begun.outcome().orElseThrow().text("sentence").orElse(""));
      }
    }
    return refusals;
  }

  /// The decision to do nothing; written only if it is another than the last one about the finding.
  public void left(String run, Instant at, PlanView.LeftView left) {
    String fingerprint = left.cause().finding().fingerprint();
    Value.Obj decision = PlanJson.of(left);
    boolean known =
        record.entries().reversed().stream()
            .filter(it -> is(it, LEFT) || is(it, INTENT))
            .filter(it -> isAbout(it, fingerprint))
            .findFirst()
            .filter(it -> it.object("decision").equals(decision))
            .isPresent();
    if (!known) {
      record.append(entry(LEFT, at).with("run", Value.of(run)).with("decision", decision));
    }
  }

  private static boolean isAbout(Value.Obj entry, String fingerprint) {
    List<Value.Obj> causes =
        is(entry, LEFT) ? List.of(entry.object("decision")) : entry.object("act").objects("causes");
    return causes.stream()
        .anyMatch(cause -> cause.text("fingerprint").equals(Optional.of(fingerprint)));
  }

  private static Value.Obj entry(String type, Instant at) {
    return Value.Obj.EMPTY.with(TYPE, Value.of(type)).with("at", Value.of(at.toString()));
  }

  /// Acts whose outcome is not recorded, in the order in which they were begun.
  public List<Open> open() {
    return Begun.of(record.entries()).stream()
        .filter(begun -> begun.outcome().isEmpty())
        .map(
            begun ->
                new Open(
                    begun.id(),
                    begun.at(),
                    begun.verb(),
                    begun.resource(),
                    begun.intent().text("resourceVersion").filter(it -> !it.isEmpty()),
                    begun.fingerprints()))
        .toList();
  }

  private static Value.Obj times(Map<String, Instant> times) {
    Value.Obj all = Value.Obj.EMPTY;
    for (Map.Entry<String, Instant> one : new TreeMap<>(times).entrySet()) {
      all = all.with(one.getKey(), Value.of(one.getValue().toString()));
    }
    return all;
  }

  /// All acts, in the order in which they were begun.
  public List<Past.PastAct> acts() {
    return acts(record.entries());
  }

  /// The same of entries that somebody else writes.
  public static List<Past.PastAct> acts(List<Value.Obj> entries) {
    return Begun.of(entries).stream()
        .map(
            begun ->
                new Past.PastAct(
                    begun.at(),
                    begun.verb(),
                    begun.resource().id(),
                    causes(begun.intent()),
                    begun.rule(),
                    begun.kind()))
        .toList();
  }

  private static Map<String, Past.PastCause> causes(Value.Obj intent) {
    Map<String, Past.PastCause> causes = new HashMap<>();
    for (Value.Obj cause : intent.object("act").objects("causes")) {
      String fingerprint = cause.text("fingerprint").orElse("");
      String user = cause.text("user").orElse("");
      causes.put(
          fingerprint,
          new Past.PastCause(
              user.isEmpty() ? cause.text("manager").orElse("") : user,
              intent
                  .object("since")
                  .text(fingerprint)
                  .map(Instant::parse)
                  .orElseGet(() -> at(intent))));
    }
    return causes;
  }

  static boolean is(Value.Obj entry, String type) {
    return entry.text(TYPE).equals(Optional.of(type));
  }

  static Instant at(Value.Obj entry) {
    return entry.text("at").map(Instant::parse).orElse(Instant.EPOCH);
  }

  /// The workloads that acts of any run were to restart.
  public List<OwedRestart> owed() {
    return OwedRestart.of(record.entries());
  }
}

package dev.drift.act.record;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.PlanJson;
import dev.drift.plan.PlanView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
      String verb,
      String apiVersion,
      ResourceId resource,
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

  /// What is refused again for want of the same right is not written again.
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

  /// Acts that were refused for want of a right when they were tried last, by their identity over
  /// runs, and in which words.
  private static Map<String, String> refusals(List<Value.Obj> entries) {
    Map<String, String> acts = new HashMap<>();
    Map<String, String> refusals = new HashMap<>();
    for (Value.Obj entry : entries) {
      String id = entry.text("id").orElse("");
      if (is(entry, INTENT)) {
        entry.object("act").text("id").ifPresent(act -> acts.put(id, act));
      } else if (is(entry, OUTCOME)) {
        Optional.ofNullable(acts.get(id))
            .ifPresent(
                act -> {
                  refusals.remove(act);
                  if (entry.text("outcome").equals(Optional.of(Outcome.Kind.NEEDS_RIGHTS.name()))) {
                    refusals.put(act, entry.text("sentence").orElse(""));
                  }
                });
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
            .filter(it -> fingerprints(it).contains(fingerprint))
            .findFirst()
            .filter(it -> it.object("decision").equals(decision))
            .isPresent();
    if (!known) {
      record.append(entry(LEFT, at).with("run", Value.of(run)).with("decision", decision));
    }
  }

  private static Value.Obj entry(String type, Instant at) {
    return Value.Obj.EMPTY.with(TYPE, Value.of(type)).with("at", Value.of(at.toString()));
  }

  /// Acts whose outcome is not recorded, in the order in which they were begun.
  public List<Open> open() {
    Map<String, Open> open = new LinkedHashMap<>();
    for (Value.Obj entry : record.entries()) {
      String id = entry.text("id").orElse("");
      if (is(entry, INTENT)) {
        Value.Obj act = entry.object("act");
        open.put(
            id,
            new Open(
                id,
                at(entry),
                act.text("verb").orElse(""),
                act.object("resource").text("apiVersion").orElse(""),
                resource(act.object("resource")),
                entry.text("resourceVersion").filter(it -> !it.isEmpty()),
                fingerprints(entry)));
      } else if (is(entry, OUTCOME)) {
        open.remove(id);
      }
    }
    return List.copyOf(open.values());
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
    Map<String, String> outcomes = new HashMap<>();
    for (Value.Obj entry : entries) {
      if (is(entry, OUTCOME)) {
        outcomes.put(entry.text("id").orElse(""), entry.text("outcome").orElse(""));
      }
    }
    List<Past.PastAct> acts = new ArrayList<>();
    for (Value.Obj entry : entries) {
      if (is(entry, INTENT)) {
        String outcome =
            outcomes.getOrDefault(entry.text("id").orElse(""), Outcome.Kind.UNKNOWN.name());
        acts.add(
            new Past.PastAct(
                at(entry),
                verb(entry.object("act")),
                resource(entry.object("act").object("resource")),
                causes(entry),
                entry.text("rule").orElse(""),
                Outcome.Kind.valueOf(outcome)));
      }
    }
    return acts;
  }

  private static PlanView.Verb verb(Value.Obj act) {
    return PlanView.Verb.valueOf(act.text("verb").orElseThrow().toUpperCase(Locale.ROOT));
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

  static Set<String> fingerprints(Value.Obj entry) {
    List<Value.Obj> causes =
        is(entry, LEFT) ? List.of(entry.object("decision")) : entry.object("act").objects("causes");
    return causes.stream()
        .flatMap(cause -> cause.text("fingerprint").stream())
        .collect(Collectors.toSet());
  }

  /// The workloads that acts of any run were to restart.
  public List<OwedRestart> owed() {
    return OwedRestart.of(record.entries());
  }

  static ResourceId resource(Value.Obj resource) {
    return new ResourceId(
        GroupKind.of(resource.text("apiVersion").orElse(""), resource.text("kind").orElse("")),
        resource.text("namespace").orElse(""),
        resource.text("name").orElse(""));
  }
}

package dev.drift.act.record;

import dev.drift.model.ResourceId;
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
import java.util.stream.Collectors;

/// The entries of a record: what was about to be done, what became of it, and what was left alone.
/// `docs/acting.md` describes their form.
public final class ActJournal {
  private static final String TYPE = "type";
  private static final String INTENT = "intent";
  private static final String OUTCOME = "outcome";
  private static final String LEFT = "left";

  private final ActRecord record;
  private int count;

  public ActJournal(ActRecord record) {
    this.record = record;
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
  /// @param opponent who made the differences
  public String begin(
      String run,
      Instant at,
      PlanView.ActView act,
      Optional<String> version,
      String rule,
      String opponent) {
    String id = run + "/" + ++count;
    record.append(
        entry(INTENT, at)
            .with("id", Value.of(id))
            .with("run", Value.of(run))
            .with("resourceVersion", Value.of(version.orElse("")))
            .with("rule", Value.of(rule))
            .with("opponent", Value.of(opponent))
            .with("act", PlanJson.of(act)));
    return id;
  }

  public void end(String id, Instant at, Outcome outcome) {
    record.append(
        entry(OUTCOME, at)
            .with("id", Value.of(id))
            .with("outcome", Value.of(outcome.kind().name()))
            .with("sentence", Value.of(outcome.sentence())));
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

  /// Acts within what [Past] remembers.
  public List<Past.PastAct> acts(Instant now) {
    return acts(record.entries(), now);
  }

  /// The same of entries that somebody else writes.
  public static List<Past.PastAct> acts(List<Value.Obj> entries, Instant now) {
    Map<String, String> outcomes = new HashMap<>();
    for (Value.Obj entry : entries) {
      if (is(entry, OUTCOME)) {
        outcomes.put(entry.text("id").orElse(""), entry.text("outcome").orElse(""));
      }
    }
    List<Past.PastAct> acts = new ArrayList<>();
    for (Value.Obj entry : entries) {
      if (is(entry, INTENT) && at(entry).isAfter(now.minus(Past.MEMORY))) {
        String outcome =
            outcomes.getOrDefault(entry.text("id").orElse(""), Outcome.Kind.UNKNOWN.name());
        acts.add(
            new Past.PastAct(
                at(entry),
                verb(entry),
                resource(entry.object("act").object("resource")),
                fingerprints(entry),
                entry.text("rule").orElse(""),
                entry.text("opponent").orElse(""),
                Outcome.Kind.valueOf(outcome).changed()));
      }
    }
    return acts;
  }

  private static boolean is(Value.Obj entry, String type) {
    return entry.text(TYPE).equals(Optional.of(type));
  }

  private static PlanView.Verb verb(Value.Obj entry) {
    return PlanView.Verb.valueOf(
        entry.object("act").text("verb").orElse("patch").toUpperCase(Locale.ROOT));
  }

  private static Instant at(Value.Obj entry) {
    return entry.text("at").map(Instant::parse).orElse(Instant.EPOCH);
  }

  private static Set<String> fingerprints(Value.Obj entry) {
    List<Value.Obj> causes =
        is(entry, LEFT) ? List.of(entry.object("decision")) : entry.object("act").objects("causes");
    return causes.stream()
        .flatMap(cause -> cause.text("fingerprint").stream())
        .collect(Collectors.toSet());
  }

  private static ResourceId resource(Value.Obj resource) {
    return new ResourceId(
        GroupKind.of(resource.text("apiVersion").orElse(""), resource.text("kind").orElse("")),
        resource.text("namespace").orElse(""),
        resource.text("name").orElse(""));
  }
}

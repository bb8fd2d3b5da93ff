package dev.drift.act.record;

import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A workload that was to be restarted because configuration was put back, and of which no restart
/// is on record: the run was stopped, or the restart could not be sent.
///
/// @param since when the configuration was put back
/// @param rule of the policy that ordered it
/// @param sources the configuration
/// @param fingerprints of the differences that were undone
public record OwedRestart(
    ResourceRef workload,
    Instant since,
    String rule,
    Set<ResourceRef> sources,
    Set<String> fingerprints) {
  private static final Set<String> PUT_BACK =
      Set.of(Outcome.Kind.DONE.name(), Outcome.Kind.UNKNOWN.name());

  /// After these, nobody tries again: it was restarted, or it was said that it is not.
  private static final Set<String> SETTLED =
      Set.of(
          Outcome.Kind.DONE.name(), Outcome.Kind.ALREADY_DONE.name(), Outcome.Kind.REFUSED.name());

  public OwedRestart {
    sources = Set.copyOf(sources);
    fingerprints = Set.copyOf(fingerprints);
  }

  /// In the order in which they came up.
  static List<OwedRestart> of(Collection<Value.Obj> entries) {
    Map<String, Value.Obj> begun = new HashMap<>();
    Map<ResourceRef, OwedRestart> owed = new LinkedHashMap<>();
    for (Value.Obj entry : entries) {
      String id = entry.text("id").orElse("");
      if (ActJournal.is(entry, ActJournal.INTENT)) {
        begun.put(id, entry);
        continue;
      }
      Optional<Value.Obj> intent = Optional.ofNullable(begun.get(id));
      if (!ActJournal.is(entry, ActJournal.OUTCOME) || intent.isEmpty()) {
        continue;
      }
      String outcome = entry.text("outcome").orElse("");
      Value.Obj act = intent.get().object("act");
      if (act.text("verb").equals(Optional.of("restart"))) {
        if (SETTLED.contains(outcome)) {
          owed.remove(reference(act.object("resource")));
        }
      } else if (PUT_BACK.contains(outcome)) {
        for (OwedRestart one : of(intent.get())) {
          owed.merge(one.workload(), one, OwedRestart::and);
        }
      }
    }
    return new ArrayList<>(owed.values());
  }

  private static List<OwedRestart> of(Value.Obj intent) {
    return intent.objects("restarts").stream()
        .map(
            workload ->
                new OwedRestart(
                    reference(workload),
                    ActJournal.at(intent),
                    intent.text("rule").orElse(""),
                    Set.of(reference(intent.object("act").object("resource"))),
                    ActJournal.fingerprints(intent)))
        .collect(Collectors.toList());
  }

  /// Both by one restart, after the later one.
  private OwedRestart and(OwedRestart later) {
    Set<ResourceRef> allSources = new HashSet<>(sources);
    allSources.addAll(later.sources);
    Set<String> all = new HashSet<>(fingerprints);
    all.addAll(later.fingerprints);
    return new OwedRestart(workload, later.since, later.rule, allSources, all);
  }

  private static ResourceRef reference(Value.Obj resource) {
    return new ResourceRef(resource.text("apiVersion").orElse(""), ActJournal.resource(resource));
  }
}

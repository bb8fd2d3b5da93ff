package dev.drift.act.record;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An act on record: its intent, and the outcome that was written down later.
///
/// @param outcome empty if the run was stopped before it wrote one
record Begun(String id, Value.Obj intent, Optional<Value.Obj> outcome) {
  /// In the order in which they were begun.
  static List<Begun> of(List<Value.Obj> entries) {
    Map<String, Begun> begun = new LinkedHashMap<>();
    for (Value.Obj entry : entries) {
      String id = entry.text("id").orElse("");
      if (ActJournal.is(entry, ActJournal.INTENT)) {
        begun.put(id, new Begun(id, entry, Optional.empty()));
      } else if (ActJournal.is(entry, ActJournal.OUTCOME)) {
        begun.computeIfPresent(id, (_, one) -> new Begun(id, one.intent, Optional.of(entry)));
      }
    }
    return new ArrayList<>(begun.values());
  }

  Instant at() {
    return ActJournal.at(intent);
  }

  Value.Obj act() {
    return intent.object("act");
  }

  PlanView.Verb verb() {
    return PlanView.Verb.valueOf(act().text("verb").orElseThrow().toUpperCase(Locale.ROOT));
  }

  /// [Outcome.Kind#UNKNOWN] if none is recorded.
  Outcome.Kind kind() {
    return outcome
        .flatMap(it -> it.text("outcome"))
        .map(Outcome.Kind::valueOf)
        .orElse(Outcome.Kind.UNKNOWN);
  }

  String rule() {
    return intent.text("rule").orElse("");
  }

  ResourceRef resource() {
    return reference(act().object("resource"));
  }

  /// The workloads that are to be restarted because of it.
  List<ResourceRef> restarts() {
    return intent.objects("restarts").stream().map(Begun::reference).toList();
  }

  /// Of the findings that caused it.
  Set<String> fingerprints() {
    return act().objects("causes").stream()
        .flatMap(cause -> cause.text("fingerprint").stream())
        .collect(Collectors.toSet());
  }

  private static ResourceRef reference(Value.Obj resource) {
    String apiVersion = resource.text("apiVersion").orElse("");
    return new ResourceRef(
        apiVersion,
        new ResourceId(
            GroupKind.of(apiVersion, resource.text("kind").orElse("")),
            resource.text("namespace").orElse(""),
            resource.text("name").orElse("")));
  }
}

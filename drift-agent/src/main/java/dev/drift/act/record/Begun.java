package dev.drift.act.record;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.PlanView;
import java.time.Instant;
import java.util.HashMap;
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
  Begun with(Value.Obj ended) {
    return new Begun(id, intent, Optional.of(ended));
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

  /// The words of the outcome.
  String sentence() {
    return outcome.flatMap(it -> it.text("sentence")).orElse("");
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

  /// What limits and fights know of it.
  Past.PastAct past() {
    return new Past.PastAct(at(), verb(), resource().id(), causes(), rule(), kind());
  }

  private Map<String, Past.PastCause> causes() {
    Map<String, Past.PastCause> causes = new HashMap<>();
    for (Value.Obj cause : act().objects("causes")) {
      String fingerprint = cause.text("fingerprint").orElse("");
      String user = cause.text("user").orElse("");
      causes.put(
          fingerprint,
          new Past.PastCause(
              user.isEmpty() ? cause.text("manager").orElse("") : user,
              intent.object("since").text(fingerprint).map(Instant::parse).orElseGet(this::at)));
    }
    return causes;
  }

  ActJournal.Open unfinished() {
    return new ActJournal.Open(
        id,
        at(),
        verb(),
        resource(),
        intent.text("resourceVersion").filter(it -> !it.isEmpty()),
        fingerprints());
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

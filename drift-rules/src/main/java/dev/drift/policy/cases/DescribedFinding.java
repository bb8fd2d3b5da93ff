package dev.drift.policy.cases;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.policy.action.ActionSubject;
import dev.drift.policy.match.PolicySubject;
import dev.drift.secret.Redactor;
import dev.drift.secret.Shown;
import dev.drift.secret.key.MaskKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A finding as it is described to try out policies: no cluster was asked.
///
/// @param rule that found it
/// @param labels empty if they are not known
/// @param desired what Git declares; empty if it is not known, or there is nothing
/// @param live the object in the cluster; empty if it is not known, or there is nothing
public record DescribedFinding(
    DescribedRule rule,
    Severity severity,
    Change change,
    ResourceRef resource,
    Path path,
    Attribution attribution,
    Optional<Value.Obj> labels,
    Optional<Value.Obj> desired,
    Optional<Value.Obj> live) {
  /// Masks are not printed and only have to be the same in every run.
  private static final Redactor REDACTOR =
      Redactor.withoutMemory(
          new MaskKey("described findings have no secrets".getBytes(StandardCharsets.UTF_8)));

  public DescribedFinding {
    requireNonNull(rule, "rule is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(change, "change is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(path, "path is null");
    requireNonNull(attribution, "attribution is null");
    requireNonNull(labels, "labels is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
  }

  /// Such as `CFG001 ConfigMap trino/hive-site data["hive-site.xml"]`.
  public String title() {
    return "%s %s%s".formatted(rule.code(), resource.id(), path.isRoot() ? "" : " " + path);
  }

  /// The finding as rules for actions see it.
  public ActionSubject subject() {
    Optional<Value.Obj> ofObject =
        desired.or(() -> live).map(object -> object.object("metadata").object("labels"));
    Optional<Value.Obj> known = labels.or(() -> ofObject);
    ActionSubject.Known how =
        desired.isPresent() || live.isPresent()
            ? ActionSubject.Known.OBJECTS
            : known.isPresent() ? ActionSubject.Known.LABELS : ActionSubject.Known.NAME;
    return ActionSubject.of(
        PolicySubject.described(resource, known.orElse(Value.Obj.EMPTY), desired, live),
        new Difference(resource, change, path, at(desired), at(live)),
        finding(),
        REDACTOR,
        how);
  }

  private Finding finding() {
    String fingerprint = Fingerprint.ofDrift("", resource.id(), path);
    Category category = rule.category();
    return rule.posture()
        ? new Finding.Posture(
            fingerprint,
            rule.code(),
            category,
            severity,
            resource,
            path,
            shown(live),
            rule.message(),
            "",
            Optional.empty())
        : new Finding.Drift(
            fingerprint,
            rule.code(),
            category,
            severity,
            change,
            resource,
            path,
            shown(desired),
            shown(live),
            List.of(),
            rule.message(),
            "",
            Optional.empty(),
            Optional.empty(),
            attribution);
  }

  private Optional<Value> at(Optional<Value.Obj> object) {
    return object.flatMap(root -> Steps.at(path, root));
  }

  private Shown shown(Optional<Value.Obj> object) {
    return object
        .flatMap(
            root -> Steps.at(path, root).map(value -> REDACTOR.show(resource, path, value, root)))
        .orElseGet(REDACTOR::absent);
  }
}

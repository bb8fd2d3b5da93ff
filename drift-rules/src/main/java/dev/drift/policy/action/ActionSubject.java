package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.model.Difference;
import dev.drift.model.value.Value;
import dev.drift.policy.match.PolicySubject;
import dev.drift.secret.Redactor;
import java.time.Instant;

/// A finding as rules for actions see it.
public final class ActionSubject {
  private final PolicySubject resource;
  private final Difference difference;
  private final Finding finding;
  private final Redactor redactor;
  private final Known known;

  /// What is known of the resource that the finding is about.
  public enum Known {
    /// Both sides of it.
    OBJECTS,
    /// Its labels.
    LABELS,
    /// Its kind, namespace and name.
    NAME
  }

  private ActionSubject(
      PolicySubject resource,
      Difference difference,
      Finding finding,
      Redactor redactor,
      Known known) {
    this.resource = requireNonNull(resource, "resource is null");
    this.difference = requireNonNull(difference, "difference is null");
    this.finding = requireNonNull(finding, "finding is null");
    this.redactor = requireNonNull(redactor, "redactor is null");
    this.known = requireNonNull(known, "known is null");
  }

  /// @param difference of posture: what stands at its path
  /// @param finding as policies weighed it
  /// @param redactor masks the objects for conditions
  public static ActionSubject of(
      PolicySubject resource, Difference difference, Finding finding, Redactor redactor) {
    return new ActionSubject(resource, difference, finding, redactor, Known.OBJECTS);
  }

  /// A finding of which less is known, as it stands in a report: whether a rule that asks for more
  /// matches is not known either.
  public static ActionSubject of(
      PolicySubject resource,
      Difference difference,
      Finding finding,
      Redactor redactor,
      Known known) {
    return new ActionSubject(resource, difference, finding, redactor, known);
  }

  PolicySubject resource() {
    return resource;
  }

  Difference difference() {
    return difference;
  }

  public Finding finding() {
    return finding;
  }

  boolean knows(Known asked) {
    return known.compareTo(asked) <= 0;
  }

  /// Nobody is asked of posture.
  Attribution attribution() {
    return switch (finding) {
      case Finding.Drift drift -> drift.attribution();
      case Finding.Posture _ -> Attribution.UNKNOWN;
    };
  }

  /// What a condition may see. Masking takes longer than all criteria together, so it is done only
  /// for conditions that look at the objects.
  public ConditionFacts facts(Condition condition, Instant now) {
    boolean reads = condition.readsObjects();
    return new ConditionFacts(
        finding,
        attribution(),
        resource.live().filter(_ -> reads).map(this::masked),
        resource.desired().filter(_ -> reads).map(this::masked),
        now);
  }

  private Value.Obj masked(Value.Obj object) {
    return redactor.redact(resource.resource(), object);
  }
}

package dev.drift.plan.ownership;

import static java.util.Objects.requireNonNull;

import dev.drift.model.FieldOwner;

/// Who writes fields, and how: a manager owns by `Apply` what it declares, by `Update` what it
/// changed.
///
/// @param lastApplied whether it keeps the annotation
///     `kubectl.kubernetes.io/last-applied-configuration`
public record FieldManager(String name, Operation operation, boolean lastApplied) {
  /// Drift's own name, by which what it wrote is found until its ownership has been handed over.
  public static final String DRIFT = "drift";

  /// As whom Drift annotates objects to ask others for something. Such an annotation is left as it
  /// is: whoever is asked needs it.
  public static final String DRIFT_REQUEST = "drift-request";

  /// `kubectl apply` without any option.
  public static final FieldManager KUBECTL =
      new FieldManager("kubectl-client-side-apply", Operation.UPDATE, true);

  /// How a manager writes.
  public enum Operation {
    /// Server-side apply.
    APPLY("Apply"),
    /// Every other write: create, update, and all other patches.
    UPDATE("Update");

    private final String label;

    Operation(String label) {
      this.label = label;
    }

    /// As `managedFields` writes it.
    public String label() {
      return label;
    }
  }

  public FieldManager {
    requireNonNull(name, "name is null");
    requireNonNull(operation, "operation is null");
  }

  static FieldManager of(FieldOwner owner, boolean lastApplied) {
    return new FieldManager(
        owner.manager(),
        owner.operation().equals(Operation.APPLY.label) ? Operation.APPLY : Operation.UPDATE,
        lastApplied);
  }

  /// Such as `kubectl (Apply)`.
  @Override
  public String toString() {
    return "%s (%s)".formatted(name, operation.label);
  }
}

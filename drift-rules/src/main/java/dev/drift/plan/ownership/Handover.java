package dev.drift.plan.ownership;

import dev.drift.model.value.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hands what Drift wrote over to the deployer, in `managedFields`.
///
/// A patch makes Drift the owner of what it changed. Left so, a field that is later removed from
/// Git would stay in the cluster for ever, as Drift still owns it
/// (<https://github.com/kubernetes/kubernetes/issues/99003>). Who owns by `Update` can be named
/// in the patch itself; who owns by `Apply` gets the fields back here.
public final class Handover {
  private Handover() {}

  /// Whether Drift owns any field.
  public static boolean isNeeded(List<Value> managedFields) {
    return managedFields.stream().anyMatch(Handover::isDrifts);
  }

  /// The entries without Drift's, whose fields go to the deployer as far as it declares them.
  ///
  /// @param managedFields of the object as it is now
  /// @param applied those of the object as the deployer's own apply would leave it, from a dry-run
  /// @param deployer owns by `Apply`
  /// @param now for an entry that is new, as an edit of all of its fields removed it: a dry-run
  ///     gives none
  public static List<Value> of(
      List<Value> managedFields, List<Value> applied, FieldManager deployer, Instant now) {
    Value.Obj drifts = Value.Obj.EMPTY;
    List<Value> left = new ArrayList<>();
    for (Value entry : managedFields) {
      if (isDrifts(entry)) {
        drifts = FieldSet.union(drifts, fields(entry));
      } else {
        left.add(entry);
      }
    }
    Optional<Value.Obj> declared =
        applied.stream()
            .filter(entry -> is(entry, deployer.name(), FieldManager.Operation.APPLY))
            .map(Value.Obj.class::cast)
            .findFirst();
    if (declared.isEmpty()) {
      return left;
    }
    Value.Obj handed = FieldSet.intersection(drifts, fields(declared.get()));
    if (handed.fields().isEmpty()) {
      return left;
    }
    for (int i = 0; i < left.size(); i++) {
      if (is(left.get(i), deployer.name(), FieldManager.Operation.APPLY)) {
        Value.Obj own = (Value.Obj) left.get(i);
        left.set(i, own.with("fieldsV1", FieldSet.union(fields(own), handed)));
        return left;
      }
    }
    left.add(
        declared
            .get()
            .with("fieldsV1", handed)
            .with("time", Value.of(now.truncatedTo(ChronoUnit.SECONDS).toString())));
    return left;
  }

  /// Drift's entries as if the deployer had applied them.
  public static List<Value> written(List<Value> managedFields, FieldManager deployer) {
    return managedFields.stream()
        .filter(Handover::isDrifts)
        .map(Value.Obj.class::cast)
        .<Value>map(
            entry ->
                entry
                    .with("manager", Value.of(deployer.name()))
                    .with("operation", Value.of(FieldManager.Operation.APPLY.label())))
        .toList();
  }

  private static boolean isDrifts(Value entry) {
    return is(entry, FieldManager.DRIFT, FieldManager.Operation.UPDATE);
  }

  private static boolean is(Value entry, String manager, FieldManager.Operation operation) {
    return entry instanceof Value.Obj object
        && object.text("manager").equals(Optional.of(manager))
        && object.text("operation").equals(Optional.of(operation.label()))
        && object.text("subresource").orElse("").isEmpty();
  }

  private static Value.Obj fields(Value entry) {
    return entry instanceof Value.Obj object ? object.object("fieldsV1") : Value.Obj.EMPTY;
  }
}

package dev.drift.act.revert;

import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.ReadAnswer;
import dev.drift.kubernetes.write.StoredObject;
import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.kubernetes.write.WriteMode;
import dev.drift.model.DesiredResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import dev.drift.plan.ownership.FieldManager;
import dev.drift.plan.ownership.Handover;
import dev.drift.plan.patch.PatchOperation;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Leaves the fields of an object with its deployer, as if Drift had never written them.
///
/// A deployer that owns by `Update` is named in the patch itself. Where it owns by `Apply`, Drift
/// patches under its own name and then hands its fields over; until then `managedFields` names
/// Drift, so that a later run finds what was left half-done.
final class Ownership {
  private static final int ATTEMPTS = 3;

  private final ObjectWriter writer;
  private final InstantSource clock;

  Ownership(ObjectWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /// In whose name a patch is sent.
  static String writer(Optional<FieldManager> deployer) {
    return deployer
        .filter(it -> it.operation() == FieldManager.Operation.UPDATE)
        .map(FieldManager::name)
        .orElse(FieldManager.DRIFT);
  }

  /// Finds out before a patch whether its fields can be handed over.
  ///
  /// @return the obstacle, if there is one
  Optional<Outcome> prepare(
      ApiKind kind, DesiredResource desired, Optional<FieldManager> deployer) {
    return applying(deployer)
        .filter(it -> applied(kind, desired, it) instanceof Applied.Failed)
        .map(
            it ->
                new Outcome(
                    Outcome.Kind.REFUSED,
                    "its fields could not be left with %s: %s"
                        .formatted(it, ((Applied.Failed) applied(kind, desired, it)).why())));
  }

  private static Optional<FieldManager> applying(Optional<FieldManager> deployer) {
    return deployer.filter(it -> it.operation() == FieldManager.Operation.APPLY);
  }

  private sealed interface Applied {
    record Fields(List<Value> managedFields) implements Applied {}

    record Failed(String why) implements Applied {}
  }

  /// What the deployer would own after its own apply.
  private Applied applied(ApiKind kind, DesiredResource desired, FieldManager deployer) {
    WriteAnswer dry =
        writer.apply(
            kind, desired.id(), desired.content(), deployer.name(), true, WriteMode.DRY_RUN);
    return switch (dry) {
      case WriteAnswer.Done(Optional<StoredObject> stored) ->
          new Applied.Fields(stored.orElseThrow().managedFields());
      case WriteAnswer.Refused refused -> new Applied.Failed(refused.why());
      case WriteAnswer.NotSent(String why) -> new Applied.Failed(why);
      case WriteAnswer.Unknown(String why) -> new Applied.Failed(why);
    };
  }

  /// Writing `managedFields` changes nothing else, so it may be tried again.
  ///
  /// @return what went wrong
  Optional<String> handOver(
      ApiKind kind, DesiredResource desired, Optional<FieldManager> deployer, StoredObject stored) {
    Optional<FieldManager> applying = applying(deployer);
    if (applying.isEmpty()) {
      return Optional.empty();
    }
    StoredObject object = stored;
    String why = "the object kept changing";
    for (int i = 0; i < ATTEMPTS; i++) {
      if (!Handover.isNeeded(object.managedFields())) {
        return Optional.empty();
      }
      if (!(applied(kind, desired, applying.get()) instanceof Applied.Fields(var fields))) {
        return Optional.of("its deployer's apply could not be tried by a dry-run");
      }
      List<Value> left =
          Handover.of(object.managedFields(), fields, applying.get(), clock.instant());
      List<PatchOperation> patch =
          List.of(
              new PatchOperation.Test(
                  "/metadata/uid", Value.of(object.resource().uid().orElseThrow())),
              new PatchOperation.Test(
                  "/metadata/resourceVersion", Value.of(object.version().orElseThrow())),
              new PatchOperation.Replace("/metadata/managedFields", new Value.Arr(left)));
      switch (writer.patch(kind, desired.id(), patch, FieldManager.DRIFT, WriteMode.STORE)) {
        case WriteAnswer.Done _ -> {
          return Optional.empty();
        }
        case WriteAnswer.Refused refused -> why = refused.why();
        case WriteAnswer.NotSent(String reason) -> why = reason;
        case WriteAnswer.Unknown(String reason) -> why = reason;
      }
      if (!(writer.read(kind, desired.id()) instanceof ReadAnswer.Found(StoredObject again))) {
        return Optional.of(why);
      }
      object = again;
    }
    return Optional.of(why);
  }
}

package dev.drift.act.revert;

import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.ReadAnswer;
import dev.drift.kubernetes.write.StoredObject;
import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.kubernetes.write.WriteMode;
import dev.drift.model.DesiredResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
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

  /// What a deployer would own after its own apply, asked before anything is written.
  sealed interface Declared {
    /// What is to be handed over.
    sealed interface Known extends Declared {}

    /// All that Drift writes: no dry-run could be had.
    record Written() implements Known {}

    /// @param managedFields as a dry-run gives them; empty if nothing is to be handed over
    record Fields(List<Value> managedFields) implements Known {
      public Fields {
        managedFields = List.copyOf(managedFields);
      }
    }

    /// @param why the fields could not be left with the deployer: a sentence
    record Unknown(String why) implements Declared {}
  }

  Declared declared(ApiKind kind, DesiredResource desired, Optional<FieldManager> deployer) {
    Optional<FieldManager> applying = applying(deployer);
    if (applying.isEmpty()) {
      return new Declared.Fields(List.of());
    }
    WriteAnswer dry =
        writer.apply(
            kind, desired.id(), desired.content(), applying.get().name(), true, WriteMode.DRY_RUN);
    return switch (dry) {
      case WriteAnswer.Done(Optional<StoredObject> stored) ->
          new Declared.Fields(stored.orElseThrow().managedFields());
      case WriteAnswer.Refused refused -> unknown(applying.get(), refused.why());
      case WriteAnswer.NoDryRun(String why) -> unknown(applying.get(), why);
      case WriteAnswer.NotSent(String why) -> unknown(applying.get(), why);
      case WriteAnswer.Unknown(String why) -> unknown(applying.get(), why);
    };
  }

  private static Declared unknown(FieldManager deployer, String why) {
    return new Declared.Unknown(
        "its fields could not be left with %s: %s".formatted(deployer, why));
  }

  private static Optional<FieldManager> applying(Optional<FieldManager> deployer) {
    return deployer.filter(it -> it.operation() == FieldManager.Operation.APPLY);
  }

  /// Writing `managedFields` changes nothing else, so it may be tried again.
  ///
  /// @param declared of the deployer
  /// @return what went wrong
  Optional<String> handOver(
      ApiKind kind,
      ResourceId id,
      Declared.Known declared,
      Optional<FieldManager> deployer,
      StoredObject stored) {
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
      List<Value> left =
          Handover.of(
              object.managedFields(),
              switch (declared) {
                case Declared.Fields(List<Value> managedFields) -> managedFields;
                case Declared.Written _ -> Handover.written(object.managedFields(), applying.get());
              },
              applying.get(),
              clock.instant());
      List<PatchOperation> patch =
          List.of(
              new PatchOperation.Test(
                  "/metadata/uid", Value.of(object.resource().uid().orElseThrow())),
              new PatchOperation.Test(
                  "/metadata/resourceVersion", Value.of(object.version().orElseThrow())),
              new PatchOperation.Replace("/metadata/managedFields", new Value.Arr(left)));
      switch (writer.patch(kind, id, patch, FieldManager.DRIFT, WriteMode.STORE)) {
        case WriteAnswer.Done _ -> {
          return Optional.empty();
        }
        case WriteAnswer.Refused refused -> why = refused.why();
        case WriteAnswer.NoDryRun(String reason) -> why = reason;
        case WriteAnswer.NotSent(String reason) -> why = reason;
        case WriteAnswer.Unknown(String reason) -> why = reason;
      }
      if (!(writer.read(kind, id) instanceof ReadAnswer.Found(StoredObject again))) {
        return Optional.of(why);
      }
      object = again;
    }
    return Optional.of(why);
  }
}

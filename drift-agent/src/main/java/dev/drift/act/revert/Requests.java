package dev.drift.act.revert;

import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.ReadAnswer;
import dev.drift.kubernetes.write.StoredObject;
import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.kubernetes.write.WriteMode;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Pointer;
import dev.drift.model.value.Value;
import dev.drift.plan.Act;
import dev.drift.plan.Outcome;
import dev.drift.plan.ownership.FieldManager;
import dev.drift.plan.patch.PatchOperation;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Asks others to act, by an annotation: a controller to replace Pods, Flux or Argo CD to
// reconcile.
final class Requests {
  private final ObjectWriter writer;
  private final GuardedWrites writes;
  private final InstantSource clock;

  Requests(ObjectWriter writer, GuardedWrites writes, InstantSource clock) {
    this.writer = writer;
    this.writes = writes;
    this.clock = clock;
  }

  /// As `kubectl rollout restart` does it, by an annotation of the template.
  Outcome restart(Act.Restart act, ApiKind kind, LiveResource live) {
    Value.Obj metadata = live.content().object("spec").object("template").object("metadata");
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    List<PatchOperation> patch =
        annotation(live, "/spec/template/metadata", metadata, RestartTime.ANNOTATION, now);
    return sent(
        act,
        kind,
        patch,
        it -> RestartTime.of(it).filter(at -> at.toString().equals(now)).isPresent(),
        "its Pods are being replaced");
  }

  Outcome reconcile(Act.Reconcile act, ApiKind kind, LiveResource live) {
    String value = act.keeper().isOfArgo() ? "normal" : clock.instant().toString();
    List<PatchOperation> patch =
        annotation(live, "/metadata", live.metadata(), act.keeper().annotation(), value);
    Outcome sent =
        sent(
            act,
            kind,
            patch,
            it ->
                it.metadata()
                    .object("annotations")
                    .text(act.keeper().annotation())
                    .equals(Optional.of(value)),
            "%s was asked to reconcile".formatted(act.keeper()));
    return sent.kind() == Outcome.Kind.DONE ? readBack(act, kind, sent, value) : sent;
  }

  /// Argo CD removes the annotation when it has answered; Flux writes its value into its status.
  private Outcome readBack(Act.Reconcile act, ApiKind kind, Outcome sent, String value) {
    return switch (writer.read(kind, act.resource().id())) {
      case ReadAnswer.Found(StoredObject object)
          when object
              .resource()
              .metadata()
              .object("annotations")
              .text(act.keeper().annotation())
              .map(value::equals)
              .orElse(act.keeper().isOfArgo()) ->
          sent;
      case ReadAnswer.Found _, ReadAnswer.Absent _ ->
          new Outcome(
              Outcome.Kind.UNDONE,
              "read back: somebody removed or replaced the request to %s".formatted(act.keeper()));
      case ReadAnswer.Failed(boolean _, String why) ->
          new Outcome(Outcome.Kind.UNKNOWN, "the request could not be read back: " + why);
    };
  }

  /// @param metadata that stands at the pointer
  private static List<PatchOperation> annotation(
      LiveResource live, String pointer, Value.Obj metadata, String name, String value) {
    List<PatchOperation> patch = new ArrayList<>();
    patch.add(new PatchOperation.Test("/metadata/uid", Value.of(live.uid().orElseThrow())));
    patch.add(
        metadata.get("annotations").isPresent()
            ? new PatchOperation.Add(Pointer.field(pointer + "/annotations", name), Value.of(value))
            : new PatchOperation.Add(
                pointer + "/annotations", Value.Obj.EMPTY.with(name, Value.of(value))));
    return patch;
  }

  /// An annotation that somebody acts upon.
  ///
  /// @param arrived whether the object shows that the patch was carried out
  private Outcome sent(
      Act act,
      ApiKind kind,
      List<PatchOperation> patch,
      Predicate<LiveResource> arrived,
      String done) {
    ResourceId id = act.resource().id();
    Optional<Outcome> obstacle =
        GuardedWrites.obstacle(
            act, writer.patch(kind, id, patch, FieldManager.DRIFT_REQUEST, WriteMode.DRY_RUN));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return switch (writes.stored(
        () -> writer.patch(kind, id, patch, FieldManager.DRIFT_REQUEST, WriteMode.STORE))) {
      case WriteAnswer.Done _ -> new Outcome(Outcome.Kind.DONE, done);
      case WriteAnswer.Refused refused -> GuardedWrites.refused(refused);
      case WriteAnswer.NoDryRun(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
      case WriteAnswer.NotSent(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
      case WriteAnswer.Unknown(String why) ->
          writer.read(kind, id) instanceof ReadAnswer.Found(StoredObject object)
                  && arrived.test(object.resource())
              ? new Outcome(Outcome.Kind.DONE, done + "; the answer was lost, but it is there")
              : new Outcome(Outcome.Kind.UNKNOWN, "the answer was lost: " + why);
    };
  }
}

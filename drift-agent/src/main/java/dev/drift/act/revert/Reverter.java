package dev.drift.act.revert;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.Preconditions;
import dev.drift.kubernetes.write.ReadAnswer;
import dev.drift.kubernetes.write.StoredObject;
import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.kubernetes.write.WriteMode;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.plan.Act;
import dev.drift.plan.Outcome;
import dev.drift.plan.Proof;
import dev.drift.plan.StepPatch;
import dev.drift.plan.ownership.FieldManager;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Carries out acts on the cluster: reads the object again, asks the API server by a dry-run,
/// writes at most once, and reads back what it wrote. One thread uses it.
public final class Reverter {
  private final ObjectWriter writer;
  private final Function<ResourceRef, Optional<ApiKind>> kinds;
  private final Proof proof;
  private final GuardedWrites writes;
  private final Requests requests;
  private final Ownership ownership;

  /// @param kinds at which version the cluster serves a resource
  /// @param proof tells whether an object no longer differs
  public Reverter(
      ObjectWriter writer,
      Function<ResourceRef, Optional<ApiKind>> kinds,
      Proof proof,
      Journal journal,
      InstantSource clock) {
    this.writer = requireNonNull(writer, "writer is null");
    this.kinds = requireNonNull(kinds, "kinds is null");
    this.proof = requireNonNull(proof, "proof is null");
    this.writes = new GuardedWrites(requireNonNull(journal, "journal is null"));
    this.requests = new Requests(writer, writes, requireNonNull(clock, "clock is null"));
    this.ownership = new Ownership(writer, clock);
  }

  /// Never throws for what the API server says: that is an outcome.
  public Outcome carryOut(Act.OnCluster act) {
    Optional<ApiKind> kind = kinds.apply(act.resource());
    if (kind.isEmpty()) {
      return writes.recorded(
          act,
          Optional.empty(),
          () -> new Outcome(Outcome.Kind.REFUSED, "the cluster does not serve its API version"));
    }
    return switch (writer.read(kind.get(), act.resource().id())) {
      case ReadAnswer.Failed(boolean forbidden, String why) ->
          writes.recorded(
              act,
              Optional.empty(),
              () ->
                  new Outcome(
                      forbidden ? Outcome.Kind.NEEDS_RIGHTS : Outcome.Kind.NOT_SENT,
                      "it could not be read again: " + why));
      case ReadAnswer.Absent _ ->
          writes.recorded(act, Optional.empty(), () -> absent(act, kind.get()));
      case ReadAnswer.Found(StoredObject object) ->
          writes.recorded(act, object.version(), () -> present(act, kind.get(), object));
    };
  }

  private Outcome absent(Act.OnCluster act, ApiKind kind) {
    return switch (act) {
      case Act.Create create -> create(create, kind);
      case Act.Delete _ -> new Outcome(Outcome.Kind.ALREADY_DONE, "it is gone already");
      case Act.Patch _, Act.Restart _, Act.Reconcile _ ->
          new Outcome(Outcome.Kind.CHANGED_SINCE, "it has been deleted since it was evaluated");
    };
  }

  private Outcome present(Act.OnCluster act, ApiKind kind, StoredObject object) {
    LiveResource live = object.resource();
    if (live.deletion().isPresent()) {
      return new Outcome(Outcome.Kind.CHANGED_SINCE, "it is " + live.deletion().get().sentence());
    }
    return switch (act) {
      case Act.Create _ ->
          new Outcome(Outcome.Kind.CHANGED_SINCE, "it has been created since it was evaluated");
      case Act.Patch patch -> isSame(patch.live(), live) ? patch(patch, kind, object) : replaced();
      case Act.Delete delete ->
          isSame(delete.live(), live) ? delete(delete, kind, live) : replaced();
      case Act.Restart restart ->
          isSame(restart.live(), live) ? requests.restart(restart, kind, live) : replaced();
      case Act.Reconcile reconcile ->
          isSame(reconcile.keeper().object(), live)
              ? requests.reconcile(reconcile, kind, live)
              : replaced();
    };
  }

  private static boolean isSame(LiveResource planned, LiveResource now) {
    return planned.uid().isPresent() && planned.uid().equals(now.uid());
  }

  private static Outcome replaced() {
    return new Outcome(
        Outcome.Kind.CHANGED_SINCE, "another object has its name since it was evaluated");
  }

  private Outcome patch(Act.Patch act, ApiKind kind, StoredObject object) {
    LiveResource live = object.resource();
    if (StepPatch.isDone(live, act.steps())) {
      return new Outcome(Outcome.Kind.ALREADY_DONE, "it has the values of Git already");
    }
    Optional<StepPatch> patch = StepPatch.of(live, act.steps());
    if (patch.isEmpty()) {
      return new Outcome(
          Outcome.Kind.CHANGED_SINCE, "its values have changed since it was evaluated");
    }
    String manager = Ownership.writer(act.deployer());
    WriteAnswer dry =
        writer.patch(kind, live.id(), patch.get().operations(), manager, WriteMode.DRY_RUN);
    Optional<Outcome> obstacle = GuardedWrites.obstacle(act, dry).or(() -> notKept(act, dry));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    // Without a dry-run, nobody knows what the deployer would own; what Drift writes is of Git.
    return switch (dry instanceof WriteAnswer.NoDryRun
        ? new Ownership.Declared.Written()
        : ownership.declared(kind, act.desired(), act.deployer())) {
      case Ownership.Declared.Unknown(String why) -> new Outcome(Outcome.Kind.REFUSED, why);
      case Ownership.Declared.Known declared -> patch(act, kind, object, patch.get(), declared);
    };
  }

  private Outcome patch(
      Act.Patch act,
      ApiKind kind,
      StoredObject object,
      StepPatch patch,
      Ownership.Declared.Known declared) {
    WriteAnswer answer =
        writes.stored(
            () ->
                writer.patch(
                    kind,
                    act.resource().id(),
                    patch.operations(),
                    Ownership.writer(act.deployer()),
                    WriteMode.STORE));
    return switch (answer) {
      case WriteAnswer.Done(Optional<StoredObject> stored) ->
          finished(act, kind, declared, stored.orElseThrow());
      case WriteAnswer.Unknown(String why) -> settled(act, kind, declared, object.version(), why);
      case WriteAnswer.Refused refused -> GuardedWrites.refused(refused);
      case WriteAnswer.NoDryRun(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
      case WriteAnswer.NotSent(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
    };
  }

  private Optional<Outcome> notKept(Act.Patch act, WriteAnswer dry) {
    return dry instanceof WriteAnswer.Done(Optional<StoredObject> stored)
            && stored.filter(it -> !proof.holds(act, it.resource())).isPresent()
        ? Optional.of(
            new Outcome(
                Outcome.Kind.NOT_KEPT,
                "a dry-run shows that the API server, or an admission webhook or policy, does not"
                    + " keep the values of Git; nothing was written"))
        : Optional.empty();
  }

  private Outcome finished(
      Act.Patch act, ApiKind kind, Ownership.Declared.Known declared, StoredObject stored) {
    Optional<String> unowned =
        ownership.handOver(kind, act.resource().id(), declared, act.deployer(), stored);
    if (unowned.isPresent()) {
      return new Outcome(
          Outcome.Kind.UNKNOWN,
          "the values were written, but Drift still owns them: " + unowned.get());
    }
    return readBack(act, kind);
  }

  private Outcome readBack(Act.Patch act, ApiKind kind) {
    return switch (writer.read(kind, act.resource().id())) {
      case ReadAnswer.Found(StoredObject object) ->
          proof.holds(act, object.resource())
              ? new Outcome(Outcome.Kind.DONE, "read back: it has the values of Git")
              : new Outcome(
                  Outcome.Kind.UNDONE,
                  "read back: the values of Git were changed again at once by %s"
                      .formatted(proof.opponent(act, object.resource())));
      case ReadAnswer.Absent _ ->
          new Outcome(Outcome.Kind.UNDONE, "read back: it has been deleted meanwhile");
      case ReadAnswer.Failed(boolean _, String why) ->
          new Outcome(Outcome.Kind.UNKNOWN, "it could not be read back: " + why);
    };
  }

  /// The answer was lost: only the object itself shows whether the server acted.
  ///
  /// @param version on which the patch was sent
  private Outcome settled(
      Act.Patch act,
      ApiKind kind,
      Ownership.Declared.Known declared,
      Optional<String> version,
      String why) {
    return switch (writer.read(kind, act.resource().id())) {
      case ReadAnswer.Found(StoredObject object) when proof.holds(act, object.resource()) ->
          finished(act, kind, declared, object);
      case ReadAnswer.Found(StoredObject object) when object.version().equals(version) ->
          new Outcome(
              Outcome.Kind.UNKNOWN,
              "the answer was lost (%s), and the object is unchanged so far".formatted(why));
      case ReadAnswer.Found _, ReadAnswer.Absent _ ->
          new Outcome(
              Outcome.Kind.UNKNOWN,
              "the answer was lost (%s), and the object has changed otherwise".formatted(why));
      case ReadAnswer.Failed(boolean _, String again) ->
          new Outcome(
              Outcome.Kind.UNKNOWN,
              "the answer was lost (%s), and the object could not be read: %s"
                  .formatted(why, again));
    };
  }

  private Outcome create(Act.Create act, ApiKind kind) {
    Optional<Outcome> obstacle = GuardedWrites.obstacle(act, create(act, kind, WriteMode.DRY_RUN));
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return switch (writes.stored(() -> create(act, kind, WriteMode.STORE))) {
      case WriteAnswer.Done _ -> new Outcome(Outcome.Kind.DONE, "it was created");
      case WriteAnswer.Refused refused -> GuardedWrites.refused(refused);
      case WriteAnswer.NoDryRun(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
      case WriteAnswer.NotSent(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
      case WriteAnswer.Unknown(String why) ->
          writer.read(kind, act.resource().id()) instanceof ReadAnswer.Found
              ? new Outcome(
                  Outcome.Kind.DONE, "it was created; the answer was lost, but it is there")
              : new Outcome(Outcome.Kind.UNKNOWN, "the answer was lost: " + why);
    };
  }

  private WriteAnswer create(Act.Create act, ApiKind kind, WriteMode mode) {
    FieldManager deployer = act.deployer();
    Value.Obj content = act.desired().content();
    return switch (deployer.operation()) {
      case APPLY -> writer.apply(kind, act.resource().id(), content, deployer.name(), false, mode);
      case UPDATE ->
          writer.create(
              kind,
              act.resource().id().namespace(),
              deployer.lastApplied() ? LastApplied.annotated(content) : content,
              deployer.name(),
              mode);
    };
  }

  private Outcome delete(Act.Delete act, ApiKind kind, LiveResource live) {
    Preconditions same =
        new Preconditions(live.uid().orElseThrow(), act.live().metadata().text("resourceVersion"));
    return switch (writer.delete(kind, live.id(), same, WriteMode.DRY_RUN)) {
      case WriteAnswer.Refused refused -> GuardedWrites.refused(refused);
      case WriteAnswer.NoDryRun(String why) ->
          new Outcome(
              Outcome.Kind.REFUSED,
              "no dry-run could be had (%s), and nothing is deleted without one".formatted(why));
      case WriteAnswer.NotSent(String why) -> GuardedWrites.failed(why);
      case WriteAnswer.Unknown(String why) -> GuardedWrites.failed(why);
      case WriteAnswer.Done _ ->
          switch (writes.stored(() -> writer.delete(kind, live.id(), same, WriteMode.STORE))) {
            case WriteAnswer.Done(Optional<StoredObject> left) ->
                new Outcome(
                    Outcome.Kind.DONE, left.isPresent() ? "it is being deleted" : "it was deleted");
            case WriteAnswer.Refused refused -> GuardedWrites.refused(refused);
            case WriteAnswer.NoDryRun(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
            case WriteAnswer.NotSent(String why) -> new Outcome(Outcome.Kind.NOT_SENT, why);
            case WriteAnswer.Unknown(String why) ->
                writer.read(kind, live.id()) instanceof ReadAnswer.Absent
                    ? new Outcome(
                        Outcome.Kind.DONE, "it was deleted; the answer was lost, but it is gone")
                    : new Outcome(Outcome.Kind.UNKNOWN, "the answer was lost: " + why);
          };
    };
  }
}

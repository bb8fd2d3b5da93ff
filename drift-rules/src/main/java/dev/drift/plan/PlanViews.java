package dev.drift.plan;

import dev.drift.finding.Finding;
import dev.drift.json.JsonWriter;
import dev.drift.model.Change;
import dev.drift.model.ResourceRef;
import dev.drift.model.Sha256;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes what people may see of plans.
public final class PlanViews {
  private final Redactor redactor;

  public PlanViews(Redactor redactor) {
    this.redactor = redactor;
  }

  public PlanView of(Plan plan) {
    return new PlanView(
        plan.acts().stream().map(this::of).toList(), plan.left().stream().map(this::of).toList());
  }

  public PlanView.ActView of(Act act) {
    List<PlanView.ChangeView> changes = changes(act);
    Value.Obj identity = identity(act, changes);
    return new PlanView.ActView(
        Sha256.hex(JsonWriter.text(identity)),
        verb(act),
        act.resource(),
        uid(act),
        owner(act),
        changes,
        hasMask(identity),
        act.needsApproval(),
        act.causes().stream().map(PlanViews::of).toList(),
        act instanceof Act.Patch patch ? patch.readers() : List.of(),
        act instanceof Act.Adopt adopt ? adopt.rewrite().shown() : List.of());
  }

  public PlanView.LeftView of(LeftAlone left) {
    return new PlanView.LeftView(of(left.cause()), left.reason(), redactor.text(left.sentence()));
  }

  private static PlanView.CauseView of(Cause cause) {
    return new PlanView.CauseView(cause.finding(), cause.authority());
  }

  private static PlanView.Verb verb(Act act) {
    return switch (act) {
      case Act.Patch _ -> PlanView.Verb.PATCH;
      case Act.Create _ -> PlanView.Verb.CREATE;
      case Act.Delete _ -> PlanView.Verb.DELETE;
      case Act.Restart _ -> PlanView.Verb.RESTART;
      case Act.Reconcile _ -> PlanView.Verb.RECONCILE;
      case Act.Adopt _ -> PlanView.Verb.ADOPT;
    };
  }

  private static Optional<String> uid(Act act) {
    return switch (act) {
      case Act.Patch patch -> patch.live().uid();
      case Act.Create _ -> Optional.empty();
      case Act.Delete delete -> delete.live().uid();
      case Act.Restart restart -> restart.live().uid();
      case Act.Reconcile reconcile -> reconcile.keeper().object().uid();
      case Act.Adopt adopt -> adopt.uid();
    };
  }

  private static String owner(Act act) {
    return switch (act) {
      case Act.Patch patch -> patch.deployer().map(Object::toString).orElse("");
      case Act.Create create -> create.deployer().toString();
      case Act.Delete _, Act.Restart _, Act.Reconcile _, Act.Adopt _ -> "";
    };
  }

  private List<PlanView.ChangeView> changes(Act act) {
    List<PlanView.ChangeView> changes = new ArrayList<>();
    if (act instanceof Act.Patch patch) {
      for (Step step : patch.steps()) {
        changes.add(
            new PlanView.ChangeView(
                redactor.path(step.path()),
                shown(patch.resource(), step.path(), step.before(), patch.live().content()),
                shown(patch.resource(), step.path(), step.after(), patch.desired().content())));
      }
    }
    if (act instanceof Act.Adopt adopt) {
      for (Cause cause : adopt.causes()) {
        Finding.Drift finding = cause.finding();
        if (!finding.path().isRoot()) {
          changes.add(new PlanView.ChangeView(finding.path(), finding.desired(), finding.live()));
        }
      }
    }
    return changes;
  }

  private Shown shown(ResourceRef resource, Path path, Optional<Value> value, Value.Obj root) {
    return value.map(it -> redactor.show(resource, path, it, root)).orElseGet(redactor::absent);
  }

  /// All that matters of an act: who approves one approves each that does the same.
  private Value.Obj identity(Act act, List<PlanView.ChangeView> changes) {
    Value.Obj identity =
        Value.Obj.EMPTY
            .with("verb", Value.of(verb(act).name()))
            .with("apiVersion", Value.of(act.resource().apiVersion()))
            .with("resource", Value.of(act.resource().id().toString()))
            .with("uid", Value.of(uid(act).orElse("")))
            .with("owner", Value.of(owner(act)))
            .with(
                "changes",
                new Value.Arr(
                    changes.stream()
                        .<Value>map(
                            it ->
                                new Value.Arr(
                                    List.of(
                                        Value.of(it.path().toString()),
                                        value(it.from()),
                                        value(it.to()))))
                        .toList()));
    return switch (act) {
      case Act.Create create ->
          identity.with("object", redactor.redact(create.resource(), create.desired().content()));
      case Act.Adopt adopt -> {
        Value.Obj files = identity.with("files", files(adopt));
        yield adopt
            .removed()
            .map(it -> files.with("object", redactor.redact(it.ref(), it.content())))
            .orElse(files);
      }
      case Act.Patch _, Act.Delete _, Act.Restart _, Act.Reconcile _ -> identity;
    };
  }

  /// A file that is made of an object holds no secret, so its hash tells none.
  private static Value files(Act.Adopt adopt) {
    boolean isNew =
        adopt.causes().stream().anyMatch(it -> it.difference().change() == Change.UNMANAGED);
    List<Value> files = new ArrayList<>();
    adopt.rewrite().shown().forEach(it -> files.add(Value.of(it)));
    if (isNew) {
      adopt
          .rewrite()
          .files()
          .values()
          .forEach(it -> it.ifPresent(bytes -> files.add(Value.of(Sha256.hex(bytes)))));
    }
    return new Value.Arr(files);
  }

  private static Value value(Shown shown) {
    return switch (shown) {
      case Shown.Plain plain -> new Value.Arr(List.of(plain.value()));
      case Shown.Masked(String mask, String keyId) -> new Value.Masked(mask, keyId);
      case Shown.Absent() -> Value.Null.NULL;
    };
  }

  private static boolean hasMask(Value value) {
    return switch (value) {
      case Value.Masked _ -> true;
      case Value.Obj object -> object.fields().values().stream().anyMatch(PlanViews::hasMask);
      case Value.Arr(List<Value> items) -> items.stream().anyMatch(PlanViews::hasMask);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _ -> false;
    };
  }
}

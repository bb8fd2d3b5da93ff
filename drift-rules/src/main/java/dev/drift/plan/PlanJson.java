package dev.drift.plan;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Locale;

/// Plans as JSON: what is saved to be approved, and what the record of acts holds.
public final class PlanJson {
  private PlanJson() {}

  public static Value.Obj of(PlanView.ActView act) {
    return Value.Obj.EMPTY
        .with("id", Value.of(act.id()))
        .with("verb", Value.of(act.verb().name().toLowerCase(Locale.ROOT)))
        .with("resource", resource(act.resource()))
        .with("uid", Value.of(act.uid().orElse("")))
        .with("owner", Value.of(act.owner()))
        .with("changes", list(act.changes().stream().map(PlanJson::change).toList()))
        .with("needsApproval", Value.of(act.needsApproval()))
        .with("causes", list(act.causes().stream().map(PlanJson::cause).toList()))
        .with("readers", list(act.readers().stream().map(PlanJson::resource).toList()))
        .with("files", new Value.Arr(act.files().stream().<Value>map(Value::of).toList()));
  }

  public static Value.Obj of(PlanView.LeftView left) {
    return cause(left.cause())
        .with("reason", Value.of(left.reason().name()))
        .with("why", Value.of(left.sentence()));
  }

  private static Value.Obj change(PlanView.ChangeView change) {
    return Value.Obj.EMPTY
        .with("path", Value.of(change.path().toString()))
        .with("from", shown(change.from()))
        .with("to", shown(change.to()));
  }

  private static Value.Obj shown(Shown shown) {
    return switch (shown) {
      case Shown.Plain plain -> Value.Obj.EMPTY.with("value", plain.value());
      case Shown.Masked(String mask, String keyId) ->
          Value.Obj.EMPTY.with("masked", Value.of(mask)).with("keyId", Value.of(keyId));
      case Shown.Absent() -> Value.Obj.EMPTY.with("absent", Value.of(true));
    };
  }

  private static Value.Obj cause(PlanView.CauseView cause) {
    Finding.Drift finding = cause.finding();
    Attribution by = finding.attribution();
    return Value.Obj.EMPTY
        .with("resource", resource(finding.resource()))
        .with("path", Value.of(finding.path().toString()))
        .with("fingerprint", Value.of(finding.fingerprint()))
        .with("rule", Value.of(finding.rule()))
        .with("severity", Value.of(finding.severity().label()))
        .with("message", Value.of(finding.message()))
        .with("manager", Value.of(by.manager()))
        .with("user", Value.of(by.request().map(Attribution.Request::user).orElse("")))
        .with("policy", Value.of(cause.authority()));
  }

  public static Value.Obj resource(ResourceRef resource) {
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(resource.apiVersion()))
        .with("kind", Value.of(resource.id().kind()))
        .with("namespace", Value.of(resource.id().namespace()))
        .with("name", Value.of(resource.id().name()));
  }

  private static Value.Arr list(List<Value.Obj> items) {
    return new Value.Arr(List.copyOf(items));
  }
}

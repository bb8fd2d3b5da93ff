package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.LoggedRequest;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.plan.PlanJson;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.secret.Redactor;
import dev.drift.trail.RecordTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A write by somebody who is not a deployer, without what was written.
///
/// @param id the API server's
/// @param at when it was answered
/// @param user whom the API server authenticated
/// @param actingAs whom that user impersonated; empty if nobody
/// @param tool name and version from the User-Agent
/// @param manager the field manager
/// @param resource its name is empty if many were deleted
/// @param subresource such as `scale`; empty for the object itself
/// @param code of the answer
/// @param findings that it made, by fingerprint, with how sure that is
public record OthersWrite(
    String id,
    Instant at,
    String user,
    String actingAs,
    String tool,
    String manager,
    String verb,
    ResourceRef resource,
    String subresource,
    int code,
    Map<String, Confidence> findings) {
  public OthersWrite {
    requireNonNull(id, "id is null");
    requireNonNull(at, "at is null");
    requireNonNull(user, "user is null");
    requireNonNull(actingAs, "actingAs is null");
    requireNonNull(tool, "tool is null");
    requireNonNull(manager, "manager is null");
    requireNonNull(verb, "verb is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(subresource, "subresource is null");
    findings = Map.copyOf(findings);
  }

  static OthersWrite of(AuditedWrite write, ResourceRef resource, Redactor redactor) {
    LoggedRequest request = write.request();
    return new OthersWrite(
        redactor.text(write.id()),
        request.time(),
        redactor.text(request.user()),
        redactor.text(request.actingAs()),
        redactor.text(request.tool()),
        redactor.text(request.manager()),
        request.verb(),
        resource,
        request.subresource(),
        request.code(),
        Map.of());
  }

  OthersWrite with(Map<String, Confidence> made) {
    return new OthersWrite(
        id, at, user, actingAs, tool, manager, verb, resource, subresource, code, made);
  }

  /// See [AuditedWrite#key].
  String key() {
    return AuditedWrite.key(
        id, at, user, verb, resource.id().namespace(), resource.id().name(), subresource);
  }

  /// Of a record of the audit trail.
  ///
  /// @return empty if it lacks what the request log has of every request
  static Optional<OthersWrite> read(Value.Obj body) {
    Optional<String> id = body.text("auditId");
    Optional<Instant> at = body.text("at").flatMap(RecordTime::parse);
    if (id.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    Value.Obj resource = body.object("resource");
    String apiVersion = resource.text("apiVersion").orElse("");
    return Optional.of(
        new OthersWrite(
            id.get(),
            at.get(),
            body.text("user").orElse(""),
            body.text("actingAs").orElse(""),
            body.text("tool").orElse(""),
            body.text("manager").orElse(""),
            body.text("verb").orElse(""),
            new ResourceRef(
                apiVersion,
                new ResourceId(
                    GroupKind.of(apiVersion, resource.text("kind").orElse("")),
                    resource.text("namespace").orElse(""),
                    resource.text("name").orElse(""))),
            body.text("subresource").orElse(""),
            body.number("code").map(BigDecimal::intValue).orElse(0),
            Map.of()));
  }

  /// The body of its record on the audit trail.
  Value.Obj body() {
    List<Value> made = new ArrayList<>();
    new TreeMap<>(findings)
        .forEach(
            (fingerprint, confidence) ->
                made.add(
                    Value.Obj.EMPTY
                        .with("fingerprint", Value.of(fingerprint))
                        .with("confidence", Value.of(confidence.name().toLowerCase(Locale.ROOT)))));
    return Value.Obj.EMPTY
        .with("auditId", Value.of(id))
        .with("user", Value.of(user))
        .with("actingAs", Value.of(actingAs))
        .with("tool", Value.of(tool))
        .with("manager", Value.of(manager))
        .with("verb", Value.of(verb))
        .with("resource", PlanJson.resource(resource))
        .with("subresource", Value.of(subresource))
        .with("code", Value.Num.of(code))
        .with("at", Value.of(RecordTime.text(at)))
        .with("findings", new Value.Arr(made));
  }

  /// For people: `patch ConfigMap lake/settings`, `update Deployment lake/web (scale)`.
  public String what() {
    String object =
        resource.id().name().isEmpty()
            ? "%s of %s".formatted(resource.id().kind(), resource.id().namespace())
            : resource.id().toString();
    return verb + " " + object + (subresource.isEmpty() ? "" : " (" + subresource + ")");
  }
}

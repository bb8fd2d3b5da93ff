package dev.drift.act.cluster;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.finding.group.Member;
import dev.drift.finding.text.FindingText;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// A finding as a result of a policy report. It has no time, so that it stays the same while the
/// finding does.
final class ReportResult {
  private static final String POSTURE = "posture";

  private ReportResult() {}

  static Value.Obj of(Finding finding) {
    FindingText text = FindingText.of(finding);
    Value.Obj properties =
        Value.Obj.EMPTY
            .with("fingerprint", Value.of(finding.fingerprint()))
            .with("kind", Value.of(finding instanceof Finding.Posture ? POSTURE : "drift"));
    properties = with(properties, "path", Optional.of(text.where()).filter(it -> !it.isEmpty()));
    properties = with(properties, "git", text.git());
    properties = with(properties, "cluster", text.live());
    properties = with(properties, "changedBy", text.who());
    properties = with(properties, "remedy", Optional.of(text.remedy()).filter(it -> !it.isEmpty()));
    return Value.Obj.EMPTY
        .with("source", Value.of("drift"))
        .with("policy", Value.of(finding.rule()))
        .with("category", Value.of(finding.category().label()))
        .with("severity", Value.of(finding.severity().label()))
        .with("result", Value.of(isWarning(finding) ? "warn" : "fail"))
        .with("scored", Value.of(true))
        .with("message", Value.of(text.message()))
        .with("resources", new Value.Arr(List.of(resource(finding.resource()))))
        .with("properties", properties);
  }

  private static boolean isWarning(Finding finding) {
    return !finding.severity().atLeast(Severity.MEDIUM);
  }

  private static Value.Obj resource(ResourceRef resource) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of(resource.apiVersion()))
            .with("kind", Value.of(resource.id().kind()))
            .with("name", Value.of(resource.id().name()));
    return resource.id().namespace().isEmpty()
        ? json
        : json.with("namespace", Value.of(resource.id().namespace()));
  }

  private static Value.Obj with(Value.Obj json, String name, Optional<String> text) {
    return text.map(it -> json.with(name, Value.of(it))).orElse(json);
  }

  /// The finding that a result of an earlier run is of; empty if it is none of Drift's.
  static Optional<Member> member(Value.Obj result) {
    Value.Obj properties = result.object("properties");
    Optional<Value.Obj> resource = result.objects("resources").stream().findFirst();
    return properties
        .text("fingerprint")
        .map(
            fingerprint ->
                new Member(
                    fingerprint,
                    resource.map(ReportResult::id),
                    result.text("policy").orElse(""),
                    properties.text("kind").equals(Optional.of(POSTURE))));
  }

  private static ResourceId id(Value.Obj resource) {
    return new ResourceId(
        GroupKind.of(resource.text("apiVersion").orElse(""), resource.text("kind").orElse("")),
        resource.text("namespace").orElse(""),
        resource.text("name").orElse(""));
  }
}

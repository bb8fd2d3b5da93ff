package dev.drift.act.message;

import dev.drift.finding.Finding;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.group.Notice;
import dev.drift.finding.group.Told;
import dev.drift.finding.text.FindingText;
import dev.drift.finding.text.OneLine;
import dev.drift.json.JsonWriter;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A digest as a CloudEvent 1.0 in structured JSON mode:
/// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md>.
final class CloudEvent {
  static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";

  private static final String TYPE = "dev.drift.digest.v1";

  private CloudEvent() {}

  static String of(Digest digest) {
    return JsonWriter.text(
        Value.Obj.EMPTY
            .with("specversion", Value.of("1.0"))
            .with("id", Value.of(digest.id()))
            .with("source", Value.of("urn:drift:cluster:" + digest.clusterId()))
            .with("type", Value.of(TYPE))
            .with("time", Value.of(digest.time().toString()))
            .with("datacontenttype", Value.of("application/json"))
            .with("data", data(digest)));
  }

  private static Value data(Digest digest) {
    Value.Obj data =
        Value.Obj.EMPTY
            .with("run", Value.of(digest.runId()))
            .with("cluster", Value.of(digest.run().cluster()))
            .with("source", Value.of(digest.run().source()))
            .with("summary", Value.of(digest.summary()));
    if (digest.open().isPresent()) {
      data = data.with("openFindings", Value.Num.of(digest.open().get()));
    }
    return data.with(
            "notices",
            new Value.Arr(
                digest.listed().stream().<Value>map(notice -> notice(digest, notice)).toList()))
        .with("moreNotices", Value.Num.of(digest.notListed()));
  }

  private static Value.Obj notice(Digest digest, Notice notice) {
    return switch (notice) {
      case Notice.Opened(FindingGroup group, Told told) -> group(digest, "opened", group, told);
      case Notice.Grown(FindingGroup group, var added, Told told) ->
          group(digest, "worse", group, told)
              .with("added", new Value.Arr(added.stream().sorted().<Value>map(Value::of).toList()));
      case Notice.Reminder(FindingGroup group, Told told) -> group(digest, "reminder", group, told);
      case Notice.Resolved(Told told, Instant at) ->
          over("resolved", told, at)
              .with("title", Value.of(OneLine.of(told.title())))
              .with("severity", Value.of(told.severity().label()));
      case Notice.Blind(List<String> reasons, Told told) ->
          named("incomplete", told)
              .with(
                  "reasons",
                  new Value.Arr(reasons.stream().map(OneLine::of).<Value>map(Value::of).toList()));
      case Notice.Sighted(Told told, Instant at) -> over("complete", told, at);
    };
  }

  private static Value.Obj named(String type, Told told) {
    return Value.Obj.EMPTY
        .with("type", Value.of(type))
        .with("key", Value.of(told.key()))
        .with("since", Value.of(told.since().toString()));
  }

  private static Value.Obj over(String type, Told told, Instant at) {
    return named(type, told)
        .with("until", Value.of(at.toString()))
        .with("seconds", Value.Num.of(Duration.between(told.since(), at).toSeconds()));
  }

  private static Value.Obj group(Digest digest, String type, FindingGroup group, Told told) {
    return named(type, told)
        .with("title", Value.of(OneLine.of(group.title())))
        .with("severity", Value.of(group.severity().label()))
        .with("objects", Value.Num.of(group.objects().size()))
        .with(
            "findings",
            new Value.Arr(
                group.findings().stream()
                    .limit(digest.mostFindings())
                    .<Value>map(finding -> finding(digest, finding))
                    .toList()))
        .with("moreFindings", Value.Num.of(digest.notListed(group)));
  }

  private static Value.Obj finding(Digest digest, Finding finding) {
    FindingText text = FindingText.of(finding);
    Value.Obj json =
        Value.Obj.EMPTY
            .with("fingerprint", Value.of(finding.fingerprint()))
            .with("rule", Value.of(finding.rule()))
            .with("kind", Value.of(finding instanceof Finding.Drift ? "drift" : "posture"))
            .with("severity", Value.of(finding.severity().label()))
            .with("category", Value.of(finding.category().label()))
            .with("resource", resource(finding.resource()))
            .with("path", Value.of(text.where()))
            .with("message", Value.of(text.message()))
            .with("remedy", Value.of(text.remedy()));
    json = with(json, "git", text.git());
    json = with(json, "cluster", text.live());
    json = with(json, "changedBy", text.who());
    json = with(json, "command", text.command());
    return with(json, "act", Optional.ofNullable(digest.acts().get(finding.fingerprint())));
  }

  private static Value.Obj with(Value.Obj json, String name, Optional<String> text) {
    return text.map(it -> json.with(name, Value.of(it))).orElse(json);
  }

  private static Value.Obj resource(ResourceRef resource) {
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(resource.apiVersion()))
        .with("kind", Value.of(resource.id().kind()))
        .with("namespace", Value.of(resource.id().namespace()))
        .with("name", Value.of(resource.id().name()));
  }
}

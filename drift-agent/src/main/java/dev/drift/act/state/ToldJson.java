package dev.drift.act.state;

import dev.drift.finding.Severity;
import dev.drift.finding.group.Member;
import dev.drift.finding.group.Told;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a channel was told as JSON.
public final class ToldJson {
  private ToldJson() {}

  public static Value.Obj write(Told told) {
    return Value.Obj.EMPTY
        .with("key", Value.of(told.key()))
        .with("scope", Value.of(told.scope()))
        .with("title", Value.of(told.title()))
        .with("severity", Value.of(told.severity().label()))
        .with("since", Value.of(told.since().toString()))
        .with("last", Value.of(told.last().toString()))
        .with("members", new Value.Arr(told.members().stream().map(ToldJson::write).toList()))
        .with("issue", Value.Num.of(told.issue()))
        .with("content", Value.of(told.content()));
  }

  private static Value write(Member member) {
    Value.Obj object =
        Value.Obj.EMPTY
            .with("fingerprint", Value.of(member.fingerprint()))
            .with("rule", Value.of(member.rule()))
            .with("posture", Value.of(member.posture()));
    return member
        .resource()
        .map(
            id ->
                object
                    .with("group", Value.of(id.groupKind().group()))
                    .with("kind", Value.of(id.groupKind().kind()))
                    .with("namespace", Value.of(id.namespace()))
                    .with("name", Value.of(id.name())))
        .orElse(object);
  }

  /// @throws RuntimeException if it is not what [#write] gives
  public static Told read(Value.Obj json) {
    return new Told(
        text(json, "key"),
        text(json, "scope"),
        text(json, "title"),
        Severity.valueOf(text(json, "severity").toUpperCase(Locale.ROOT)),
        Instant.parse(text(json, "since")),
        Instant.parse(text(json, "last")),
        json.objects("members").stream().map(ToldJson::member).toList(),
        json.number("issue").orElseThrow().longValueExact(),
        text(json, "content"));
  }

  private static Member member(Value.Obj json) {
    Optional<ResourceId> resource =
        json.text("kind")
            .map(
                kind ->
                    new ResourceId(
                        new GroupKind(text(json, "group"), kind),
                        text(json, "namespace"),
                        text(json, "name")));
    return new Member(
        text(json, "fingerprint"),
        resource,
        text(json, "rule"),
        json.get("posture").equals(Optional.of(Value.of(true))));
  }

  private static String text(Value.Obj json, String name) {
    return json.text(name).orElseThrow();
  }

  static List<Told> readAll(List<Value.Obj> items) {
    return items.stream().map(ToldJson::read).toList();
  }
}

package dev.drift.trail.export;

import static java.util.stream.Collectors.joining;

import dev.drift.model.value.Value;
import dev.drift.trail.TrailRecord;
import java.util.List;
import java.util.Optional;

/// An act as a row: its decision, and its outcome.
final class ActRow {
  private ActRow() {}

  static List<String> of(
      String target, String id, TrailRecord intent, Optional<TrailRecord> outcome) {
    Value.Obj body = intent.content();
    Value.Obj act = body.object("act");
    Value.Obj end = outcome.map(TrailRecord::content).orElse(Value.Obj.EMPTY);
    return List.of(
        target,
        Long.toString(intent.seq()),
        id,
        body.text("run").orElse(""),
        intent.at(),
        act.text("verb").orElse(""),
        Names.resource(act.object("resource")),
        act.objects("changes").stream().map(ActRow::change).collect(joining("; ")),
        body.text("rule").filter(it -> !it.isEmpty()).orElse("approved by a person"),
        act.objects("causes").stream()
            .flatMap(it -> it.text("fingerprint").stream())
            .collect(joining(" ")),
        outcome.map(it -> Long.toString(it.seq())).orElse(""),
        outcome.map(TrailRecord::at).orElse(""),
        end.text("outcome").orElse("not recorded"),
        end.text("sentence").orElse(""));
  }

  private static String change(Value.Obj change) {
    return "%s: %s -> %s"
        .formatted(
            change.text("path").orElse(""),
            Names.value(change.object("from")),
            Names.value(change.object("to")));
  }
}

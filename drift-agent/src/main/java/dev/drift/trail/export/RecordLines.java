package dev.drift.trail.export;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.trail.TrailRecord;

/// The records as they are stored, one JSON object a line: what it takes to compute all hashes
/// without Drift.
public final class RecordLines {
  private RecordLines() {}

  /// One line, with its end. The body is a text, as it was hashed.
  public static String text(TrailRecord record) {
    return JsonWriter.text(
            Value.Obj.EMPTY
                .with("target", Value.of(record.target()))
                .with("seq", Value.Num.of(record.seq()))
                .with("at", Value.of(record.at()))
                .with("type", Value.of(record.type()))
                .with("previous", Value.of(record.previous()))
                .with("body", Value.of(record.body()))
                .with("hash", Value.of(record.hash())))
        + "\n";
  }
}

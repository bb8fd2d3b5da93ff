package dev.drift.trail;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.Sha256;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// A record as it is stored: texts, so that whatever was edited in the store can be read and named.
///
/// @param target 12 hexadecimal digits
/// @param seq from 1, without gaps
/// @param at such as `2026-11-29T21:05:11.000Z`
/// @param type as [RecordType#label]
/// @param previous the hash of the record before; [#NO_HASH] of the first one
/// @param body a JSON object on one line
/// @param hash of all the rest: 64 hexadecimal digits
public record TrailRecord(
    String target, long seq, String at, String type, String previous, String body, String hash) {
  /// What the first record of a trail has for the hash of the one before.
  public static final String NO_HASH = "0".repeat(64);

  /// Names the encoding; another one gets another name.
  private static final String ENCODING = "drift-trail-v1";

  public TrailRecord {
    requireNonNull(target, "target is null");
    requireNonNull(at, "at is null");
    requireNonNull(type, "type is null");
    requireNonNull(previous, "previous is null");
    requireNonNull(body, "body is null");
    requireNonNull(hash, "hash is null");
  }

  /// The first record of a trail, or the one after `last`.
  static TrailRecord after(
      Optional<TrailRecord> last, String target, Instant at, RecordType type, Value.Obj body) {
    TrailRecord unhashed =
        new TrailRecord(
            target,
            last.map(it -> it.seq() + 1).orElse(1L),
            RecordTime.text(at),
            type.label(),
            last.map(TrailRecord::hash).orElse(NO_HASH),
            text(body),
            "");
    return unhashed.with(unhashed.computedHash());
  }

  private TrailRecord with(String newHash) {
    return new TrailRecord(target, seq, at, type, previous, body, newHash);
  }

  /// What the hash must be: SHA-256 of seven lines, of which only the last has no line end. None
  /// of them can hold one, so that no two records have the same lines.
  public String computedHash() {
    return hash(seq, previous);
  }

  /// What the hash would be at another place of the chain.
  String hash(long otherSeq, String otherPrevious) {
    return Sha256.hex(
        String.join(
            "\n",
            ENCODING,
            target,
            Long.toString(otherSeq),
            escaped(at),
            escaped(type),
            escaped(otherPrevious),
            escaped(body)));
  }

  /// A line end can be in these only if somebody edited them. Then the hash is to be wrong.
  private static String escaped(String field) {
    return field.indexOf('\n') < 0 ? field : "edited " + Sha256.hex(field);
  }

  public boolean is(RecordType wanted) {
    return type.equals(wanted.label());
  }

  /// @return an empty object if somebody edited the body so that it is not JSON
  public Value.Obj content() {
    try {
      return JsonReader.read(body) instanceof Value.Obj object ? object : Value.Obj.EMPTY;
    } catch (IOException _) {
      return Value.Obj.EMPTY;
    }
  }

  /// @return the beginning of time if somebody edited it so that it is not a time
  public Instant time() {
    return RecordTime.parse(at).orElse(Instant.EPOCH);
  }

  public Head head() {
    return new Head(target, seq, at, hash);
  }

  /// JSON on one line. Half of a surrogate pair, which UTF-8 does not have, is escaped.
  static String text(Value.Obj body) {
    String json = JsonWriter.text(body);
    StringBuilder out = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < json.length()
          && Character.isLowSurrogate(json.charAt(i + 1))) {
        out.append(c).append(json.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

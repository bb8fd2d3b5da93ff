package dev.drift.trail;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The records since the last seal, summed up as they are read.
final class Segment {
  private long first;
  private long last;
  private long count;
  private String from = "";
  private String to = "";
  private MessageDigest hashes = sha256();

  void add(TrailRecord record) {
    if (count == 0) {
      first = record.seq();
      from = record.at();
    }
    last = record.seq();
    to = record.at();
    count++;
    hashes.update((record.hash() + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  boolean isEmpty() {
    return count == 0;
  }

  long count() {
    return count;
  }

  /// The body of its seal. `hashes` is SHA-256 of the hashes of its records, each with a line end.
  Value.Obj seal() {
    return Value.Obj.EMPTY
        .with("first", Value.Num.of(first))
        .with("last", Value.Num.of(last))
        .with("count", Value.Num.of(count))
        .with("from", Value.of(from))
        .with("to", Value.of(to))
        .with("hashes", Value.of(HexFormat.of().formatHex(clone(hashes).digest())));
  }

  void clear() {
    count = 0;
    hashes = sha256();
  }

  static long number(Value.Obj body, String key) {
    return body.number(key).map(BigDecimal::longValue).orElse(-1L);
  }

  private static MessageDigest clone(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

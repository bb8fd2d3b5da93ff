package dev.drift.trail;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last record of a trail. Kept elsewhere, it proves that everything up to it is still there.
///
/// @param target empty if only the hash is known
/// @param seq 0 if only the hash is known
/// @param at empty if only the hash is known
public record Head(String target, long seq, String at, String hash) {
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{12})\\s+([0-9]{1,18})\\s+([0-9a-f]{64})(?:\\s+(\\S+))?\\s*");

  public Head {
    requireNonNull(target, "target is null");
    requireNonNull(at, "at is null");
    requireNonNull(hash, "hash is null");
  }

  /// As `drift audit head` prints it.
  public String line() {
    return "%s %d %s %s".formatted(target, seq, hash, at);
  }

  /// Reads what `drift audit head` printed in either format, what a webhook received, or a hash.
  ///
  /// @throws IllegalArgumentException if there is anything else; the message is a clause
  public static List<Head> parse(String text) {
    String stripped = text.strip();
    if (HASH.matcher(stripped).matches()) {
      return List.of(new Head("", 0, "", stripped.toLowerCase(java.util.Locale.ROOT)));
    }
    List<Head> heads =
        stripped.startsWith("{") || stripped.startsWith("[") ? ofJson(stripped) : ofLines(stripped);
    if (heads.isEmpty()) {
      throw new IllegalArgumentException("it holds no head");
    }
    return heads;
  }

  private static List<Head> ofLines(String text) {
    List<Head> heads = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "line %d is not a head: expected target, seq, hash and time".formatted(number));
      }
      heads.add(
          new Head(
              parts.group(1),
              Long.parseLong(parts.group(2)),
              Optional.ofNullable(parts.group(4)).orElse(""),
              parts.group(3)));
    }
    return heads;
  }

  private static List<Head> ofJson(String text) {
    List<Value> items;
    try {
      items =
          switch (JsonReader.read(text)) {
            case Value.Arr(List<Value> all) -> all;
            case Value.Obj one when one.get("heads").isPresent() ->
                List.<Value>copyOf(one.objects("heads"));
            case Value.Obj one when one.get("data").isPresent() -> List.of(one.object("data"));
            case Value one -> List.of(one);
          };
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON (%s)".formatted(e.getMessage()), e);
    }
    List<Head> heads = new ArrayList<>();
    for (Value item : items) {
      if (!(item instanceof Value.Obj head)
          || head.text("hash").filter(it -> HASH.matcher(it).matches()).isEmpty()) {
        throw new IllegalArgumentException("a head needs a hash of 64 hexadecimal digits");
      }
      heads.add(
          new Head(
              head.text("target").orElse(""),
              head.number("seq").map(BigDecimal::longValue).orElse(0L),
              head.text("at").orElse(""),
              head.text("hash").orElseThrow()));
    }
    return heads;
  }
}

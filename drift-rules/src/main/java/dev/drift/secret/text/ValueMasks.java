package dev.drift.secret.text;

import dev.drift.model.value.Value;
import dev.drift.secret.fact.FactReader;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.scan.References;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Masks in place of whole values.
public final class ValueMasks {
  private final MaskKey key;

  public ValueMasks(MaskKey key) {
    this.key = key;
  }

  /// The data of a Secret.
  public Value data(Value value, boolean base64) {
    if (!(value instanceof Value.Obj(Map<String, Value> fields))) {
      return whole(value);
    }
    Map<String, Value> masked = new LinkedHashMap<>();
    fields.forEach(
        (name, secret) ->
            masked.put(
                name,
                secret instanceof Value.Str(String text)
                    ? mask(name, base64 ? decode(text) : text.getBytes(StandardCharsets.UTF_8))
                    : whole(secret)));
    return new Value.Obj(masked);
  }

  /// Line breaks in base64 have no meaning; text that is not base64 is masked as it is.
  public static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return base64.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// @param name of the key or variable that holds it; empty if it has none
  public Value.Masked mask(String name, byte[] secret) {
    return new Value.Masked(key.mask(secret), key.id(), FactReader.facts(name, secret));
  }

  /// Every text and number in the value, whatever it is.
  public Value whole(Value value) {
    return switch (value) {
      case Value.Str(String text) when !text.isEmpty() ->
          mask("", text.getBytes(StandardCharsets.UTF_8));
      case Value.Str _, Value.Num _, Value.Null _, Value.Bool _, Value.Masked _ ->
          scalar("", value);
      case Value.Arr(List<Value> items) -> new Value.Arr(items.stream().map(this::whole).toList());
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields.forEach((name, field) -> masked.put(name, whole(field)));
        yield new Value.Obj(masked);
      }
    };
  }

  /// Every scalar in the value, truth values and empty texts as well.
  public Value hidden(Value value) {
    return switch (value) {
      case Value.Str(String text) -> mask("", ("s" + text).getBytes(StandardCharsets.UTF_8));
      case Value.Num(BigDecimal number) ->
          mask("", ("n" + number.stripTrailingZeros()).getBytes(StandardCharsets.UTF_8));
      case Value.Bool(boolean bool) -> mask("", ("b" + bool).getBytes(StandardCharsets.UTF_8));
      case Value.Null _ -> mask("", "null".getBytes(StandardCharsets.UTF_8));
      case Value.Masked _ -> value;
      case Value.Arr(List<Value> items) -> new Value.Arr(items.stream().map(this::hidden).toList());
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields.forEach((name, field) -> masked.put(name, hidden(field)));
        yield new Value.Obj(masked);
      }
    };
  }

  /// Texts and numbers, but no references. Equal numbers have one mask, however they are written.
  public Value scalar(String name, Value value) {
    return switch (value) {
      case Value.Str(String text) when References.isReference(text) -> value;
      case Value.Str(String text) -> mask(name, text.getBytes(StandardCharsets.UTF_8));
      case Value.Num(BigDecimal number) ->
          mask(name, number.stripTrailingZeros().toString().getBytes(StandardCharsets.UTF_8));
      case Value.Null _, Value.Bool _, Value.Masked _ -> value;
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(item -> scalar(name, item)).toList());
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields.forEach((inner, field) -> masked.put(inner, scalar(inner, field)));
        yield new Value.Obj(masked);
      }
    };
  }
}

package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts other values in the place of secret ones: whatever a chart makes of a secret then is
/// another one too.
///
/// Whatever a chart may want of a value, the other one still has: numbers stay numbers, base64
/// stays base64, YAML stays YAML, and a text can be split where it could be before. Truth values
/// stay as they are, because they switch whole parts of a chart on and off; so do the names of
/// fields, which SOPS does not encrypt either.
final class OtherSecrets {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
  private static final Pattern PACKED = Pattern.compile("[A-Za-z0-9+/]{4,}={0,2}");

  /// They say nothing by themselves.
  private static final Pattern TRUTH = Pattern.compile("(?i)|true|false|yes|no|on|off|null");

  /// At which charts split texts. They stay, so that an item of the result can still be taken.
  private static final String SEPARATORS = "\n\r\t ,;:/@=.-_|&?'\"{}[]()<>+\\#%$";

  private static final int LONGEST_SCALE = 50;

  private final Kind kind;
  private final DocumentReader reader;

  /// How much the others resemble those that they replace.
  private enum Kind {
    NONE,
    /// Each letter by one of the same case, each digit by a digit, and a little longer.
    ALIKE,
    /// Each letter by one of the other case, at another position; split, there are more parts.
    UNLIKE
  }

  private OtherSecrets(Kind kind, DocumentReader reader) {
    this.kind = kind;
    this.reader = reader;
  }

  /// Nothing is replaced.
  static OtherSecrets none(DocumentReader reader) {
    return new OtherSecrets(Kind.NONE, reader);
  }

  /// One kind is not enough: what all others have in common with the secret is not seen.
  static List<OtherSecrets> all(DocumentReader reader) {
    return List.of(new OtherSecrets(Kind.ALIKE, reader), new OtherSecrets(Kind.UNLIKE, reader));
  }

  /// In the place of all values below one.
  Value of(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Value.of(of(text));
      case Value.Num(BigDecimal number) when kind != Kind.NONE -> {
        // One with a large exponent would be a long text.
        boolean isShort = Math.abs((long) number.scale()) <= LONGEST_SCALE;
        String text = isShort ? number.toPlainString() : number.unscaledValue().toString();
        yield new Value.Num(new BigDecimal(number(text)));
      }
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> others = new LinkedHashMap<>();
        fields.forEach((name, field) -> others.put(name, of(field)));
        yield new Value.Obj(others);
      }
      case Value.Arr(List<Value> items) -> new Value.Arr(items.stream().map(this::of).toList());
      case Value.Num _, Value.Null _, Value.Bool _, Value.Masked _ -> value;
    };
  }

  /// In the place of the values at a path.
  Value at(Path path, Value value) {
    if (kind == Kind.NONE || path.isRoot()) {
      return of(value);
    }
    Path inner = new Path(path.elements().subList(1, path.elements().size()));
    return switch (path.elements().getFirst()) {
      case Path.Field(String name) when value instanceof Value.Obj object ->
          object.get(name).<Value>map(it -> object.with(name, at(inner, it))).orElse(object);
      // An index stands for any item.
      case Path.Index _, Path.Key _, Path.Member _ when value instanceof Value.Arr(var items) ->
          new Value.Arr(items.stream().map(it -> at(inner, it)).toList());
      // Of another shape than it had, so that nobody knows what of it is secret.
      case Path.Field _, Path.Index _, Path.Key _, Path.Member _ -> of(value);
    };
  }

  /// In the place of what is set at a target path, where commas and braces have a meaning.
  String set(String text) {
    if (text.length() > 1 && text.startsWith("{") && text.endsWith("}")) {
      return kind == Kind.NONE ? text : "{" + plain(text.substring(1, text.length() - 1)) + "}";
    }
    if (kind == Kind.UNLIKE && text.contains(",")) {
      return "Z" + withinLine(letters(text), "ZZ");
    }
    return simple(text).orElseGet(() -> plain(text));
  }

  /// In the place of a text.
  String of(String text) {
    return simple(text)
        .or(() -> structured(text).map(it -> JsonWriter.text(of(it))))
        .orElseGet(() -> plain(text));
  }

  private Optional<String> simple(String text) {
    if (kind == Kind.NONE || TRUTH.matcher(text).matches()) {
      return Optional.of(text);
    }
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(number(text));
    }
    return text.length() % 4 == 0 && PACKED.matcher(text).matches()
        ? Optional.of(packed(text))
        : Optional.empty();
  }

  private String number(String text) {
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char digit = c >= '0' && c <= '9' ? digit(c) : c;
      boolean leads = other.chars().noneMatch(Character::isDigit);
      other.append(digit == '0' && leads ? '1' : digit);
    }
    // At another place each: numbers that are cut off differ as well.
    return kind == Kind.ALIKE ? other + "1" : other + "23";
  }

  /// What is packed in base64 is another text, or else other bytes.
  private String packed(String text) {
    try {
      String inner =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(text))).toString();
      if (inner.chars().noneMatch(it -> it < ' ' && it != '\n' && it != '\t' && it != '\r')) {
        return Base64.getEncoder().encodeToString(of(inner).getBytes(UTF_8));
      }
    } catch (CharacterCodingException | IllegalArgumentException e) {
      // Bytes, or a word that only looks like base64.
    }
    return (kind == Kind.ALIKE ? "qxqx" : "WjWjWjWj") + letters(text);
  }

  /// A mapping or list that the text is. Names in a text may be secret as well, so only one of the
  /// kinds keeps them.
  private Optional<Value> structured(String text) {
    if (kind != Kind.ALIKE) {
      return Optional.empty();
    }
    if (!text.contains("\n") && !text.startsWith("{") && !text.startsWith("[")) {
      return Optional.empty();
    }
    Documents documents = reader.read(new SourceFile("value", text.getBytes(UTF_8)));
    List<Value> values = documents.documents().stream().map(Document::value).toList();
    return documents.problems().isEmpty()
            && values.size() == 1
            && (values.getFirst() instanceof Value.Obj || values.getFirst() instanceof Value.Arr)
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }

  private String plain(String text) {
    String other = letters(text);
    if (kind == Kind.ALIKE) {
      return withinLine(other, "k");
    }
    List<Integer> separators =
        text.codePoints().filter(it -> SEPARATORS.indexOf(it) >= 0).boxed().toList();
    String between = separators.isEmpty() ? "" : Character.toString(separators.getLast());
    return "Z" + other + (other.endsWith(between) ? "" : between) + other;
  }

  /// Before the end of the last line.
  private static String withinLine(String text, String more) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    return text.substring(0, end) + more + text.substring(end);
  }

  private String letters(String text) {
    StringBuilder other = new StringBuilder();
    text.codePoints()
        .map(
            c -> {
              if (c >= '0' && c <= '9') {
                return digit((char) c);
              }
              if (c >= 'a' && c <= 'z') {
                return kind == Kind.ALIKE ? 'a' + (c - 'a' + 5) % 26 : 'A' + (c - 'a' + 11) % 26;
              }
              if (c >= 'A' && c <= 'Z') {
                return kind == Kind.ALIKE ? 'A' + (c - 'A' + 5) % 26 : 'a' + (c - 'A' + 11) % 26;
              }
              return SEPARATORS.indexOf(c) >= 0 || (kind == Kind.ALIKE && c < 128) ? c : 'x';
            })
        .forEach(other::appendCodePoint);
    return other.toString();
  }

  private char digit(char c) {
    return (char) ('0' + (c - '0' + (kind == Kind.ALIKE ? 3 : 6)) % 10);
  }
}

package dev.drift.yaml;

import dev.drift.model.Problem;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives scalars their types as go-yaml v2 does, which kubectl reads manifests with.
///
/// See [resolve.go](https://github.com/yaml/go-yaml/blob/v2.4.3/resolve.go). YAML 1.1's base 60
/// numbers and dates are text there.
final class ScalarResolver {
  private static final String TAG = "tag:yaml.org,2002:";

  private static final Map<String, Resolved> WORDS = words();

  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=[0-9])_(?=[0-9])");

  private static final Pattern INTEGER =
      Pattern.compile(
          "([-+]?)(?:0[bB](?<binary>[01]+)|0[xX](?<hex>[0-9a-fA-F]+)|0[oO]?(?<octal>[0-7]+)"
              + "|(?<decimal>0|[1-9][0-9]*))");

  /// Go reads what follows `0b` once more on its own, sign and all.
  private static final Pattern BINARY_SIGN_WITHIN = Pattern.compile("0b([-+][01]+)");

  private static final BigInteger MOST_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /// 64 binary digits with sign and prefix, and room for leading zeros; a longer text could only be
  /// a float, and is not worth the time of parsing it.
  private static final int LONGEST_INTEGER = 200;

  private ScalarResolver() {}

  private static Map<String, Resolved> words() {
    Map<String, Resolved> words = new TreeMap<>();
    for (String word : "y Y yes Yes YES true True TRUE on On ON".split(" ")) {
      words.put(word, new Resolved.Bool(true));
    }
    for (String word : "n N no No NO false False FALSE off Off OFF".split(" ")) {
      words.put(word, new Resolved.Bool(false));
    }
    for (String word : "~ null Null NULL".split(" ")) {
      words.put(word, Resolved.Nothing.NOTHING);
    }
    words.put("", Resolved.Nothing.NOTHING);
    for (String word : ".nan .NaN .NAN".split(" ")) {
      words.put(word, new Resolved.Real(Double.NaN));
    }
    for (String word : ".inf .Inf .INF".split(" ")) {
      words.put(word, new Resolved.Real(Double.POSITIVE_INFINITY));
      words.put("+" + word, new Resolved.Real(Double.POSITIVE_INFINITY));
      words.put("-" + word, new Resolved.Real(Double.NEGATIVE_INFINITY));
    }
    return Map.copyOf(words);
  }

  static Resolved resolve(RawYaml.Scalar scalar) {
    if (scalar.tag().isEmpty()) {
      return scalar.plain() ? plain(scalar.text()) : new Resolved.Text(scalar.text());
    }
    String tag = scalar.tag().get();
    Resolved resolved = plain(scalar.text());
    return switch (tag) {
      case TAG + "binary" -> new Resolved.Text(binary(scalar));
      case TAG + "bool" ->
          resolved instanceof Resolved.Bool ? resolved : mismatch(scalar, "a boolean");
      case TAG + "null" ->
          resolved instanceof Resolved.Nothing ? resolved : mismatch(scalar, "null");
      case TAG + "int" ->
          resolved instanceof Resolved.Int ? resolved : mismatch(scalar, "a whole number");
      case TAG + "float" ->
          switch (resolved) {
            case Resolved.Real _ -> resolved;
            case Resolved.Int(long value) -> new Resolved.Real(value);
            case Resolved.Nothing _, Resolved.Bool _, Resolved.Text _ ->
                mismatch(scalar, "a number");
          };
      default -> new Resolved.Text(scalar.text());
    };
  }

  private static Resolved plain(String text) {
    Resolved word = WORDS.get(text);
    if (word != null) {
      return word;
    }
    char first = text.charAt(0);
    if (first == '.') {
      // Here Go's ParseFloat sees the underscores, and takes them between digits only.
      return decimal(BETWEEN_DIGITS.matcher(text).replaceAll(""))
          .orElseGet(() -> new Resolved.Text(text));
    }
    if (first == '+' || first == '-' || (first >= '0' && first <= '9')) {
      String digits = text.replace("_", "");
      return integer(digits)
          .or(() -> decimal(digits))
          .or(() -> signWithinBinary(digits))
          .orElseGet(() -> new Resolved.Text(text));
    }
    return new Resolved.Text(text);
  }

  /// A number of JSON: whole numbers within 64 bits exactly, all others as `float64`.
  static Resolved json(String digits) {
    Resolved number = plain(digits);
    return number instanceof Resolved.Text ? new Resolved.Real(Double.POSITIVE_INFINITY) : number;
  }

  private static Optional<Resolved> integer(String text) {
    Matcher matcher = INTEGER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (text.length() > LONGEST_INTEGER) {
      return Optional.empty();
    }
    BigInteger magnitude = magnitude(matcher);
    BigInteger number = matcher.group(1).equals("-") ? magnitude.negate() : magnitude;
    if (number.bitLength() < Long.SIZE) {
      return Optional.of(new Resolved.Int(number.longValueExact()));
    }
    return matcher.group(1).isEmpty() && number.compareTo(MOST_UNSIGNED) <= 0
        ? Optional.of(new Resolved.Real(number.doubleValue()))
        : Optional.empty();
  }

  private static BigInteger magnitude(Matcher matcher) {
    String binary = matcher.group("binary");
    if (binary != null) {
      return new BigInteger(binary, 2);
    }
    String hex = matcher.group("hex");
    if (hex != null) {
      return new BigInteger(hex, 16);
    }
    String octal = matcher.group("octal");
    return octal == null ? new BigInteger(matcher.group("decimal")) : new BigInteger(octal, 8);
  }

  /// Empty for text that is not a number, or a number beyond `float64`.
  private static Optional<Resolved> decimal(String text) {
    if (!FLOAT.matcher(text).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number) ? Optional.empty() : Optional.of(new Resolved.Real(number));
  }

  private static Optional<Resolved> signWithinBinary(String text) {
    Matcher matcher = BINARY_SIGN_WITHIN.matcher(text);
    if (text.length() > LONGEST_INTEGER || !matcher.matches()) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(matcher.group(1), 2);
    return number.bitLength() < Long.SIZE
        ? Optional.of(new Resolved.Int(number.longValueExact()))
        : Optional.empty();
  }

  private static String binary(RawYaml.Scalar scalar) {
    String text = scalar.text().replace("\n", "").replace("\r", "");
    try {
      if (text.length() % 4 != 0) {
        throw new IllegalArgumentException("padding");
      }
      byte[] bytes = Base64.getDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Problem.Code.YAML_SYNTAX, scalar.start(), "the value tagged !!binary is not base64.");
    } catch (CharacterCodingException e) {
      throw new Refusal(
          Problem.Code.YAML_SYNTAX,
          scalar.start(),
          "the value tagged !!binary is not UTF-8 text, and kubectl would change its bytes; write"
              + " it as base64 text under binaryData or data instead.");
    }
  }

  private static Resolved mismatch(RawYaml.Scalar scalar, String what) {
    throw new Refusal(
        Problem.Code.YAML_SYNTAX,
        scalar.start(),
        "the value is tagged as %s, which it is not.".formatted(what));
  }
}

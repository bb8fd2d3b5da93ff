package dev.drift.source.flux.envsubst;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the operators make of a value. Texts are as [GoText] has them.
/// See <https://github.com/fluxcd/pkg/blob/main/envsubst/funcs.go>.
final class Functions {
  /// Of a value that patterns trim: the time grows with its square.
  private static final int LONGEST_TRIMMED = 32 * 1024;

  private Functions() {}

  /// @param operator empty for the value as it is
  /// @param longest of a result
  /// @throws SubstitutionException if Flux fails too, or the result would be too large
  static String apply(String operator, String value, List<String> arguments, int longest)
      throws SubstitutionException {
    return switch (operator) {
      case "," -> first(value, Character::toLowerCase);
      case ",," -> every(value, Character::toLowerCase);
      case "^" -> first(value, Character::toUpperCase);
      case "^^" -> every(value, Character::toUpperCase);
      case "#" ->
          arguments.isEmpty()
              ? Integer.toString(value.length())
              : trimShortest(value, arguments.getFirst());
      case "##" -> trimLongest(value, arguments.getFirst());
      case "%" -> reversed(trimShortest(reversed(value), reversed(arguments.getFirst())));
      case "%%" -> reversed(trimLongest(reversed(value), reversed(arguments.getFirst())));
      case ":" -> substring(value, arguments);
      case "/#" -> arguments.size() == 2 ? replacePrefix(value, arguments) : value;
      case "/%" -> arguments.size() == 2 ? replaceSuffix(value, arguments) : value;
      case "/" -> replaceFirst(value, arguments.getFirst(), second(arguments));
      case "//" -> replaceAll(value, arguments.getFirst(), second(arguments), longest);
      default -> value.isEmpty() ? String.join("", arguments) : value;
    };
  }

  private static String second(List<String> arguments) {
    return arguments.size() > 1 ? arguments.get(1) : "";
  }

  private static String first(String value, IntUnaryOperator mapping) {
    if (value.isEmpty()) {
      return value;
    }
    GoText.Rune rune = GoText.rune(value, 0);
    return GoText.encoded(mapping.applyAsInt(rune.codePoint())) + value.substring(rune.width());
  }

  private static String every(String value, IntUnaryOperator mapping) {
    StringBuilder mapped = new StringBuilder(value.length());
    for (int at = 0; at < value.length(); ) {
      GoText.Rune rune = GoText.rune(value, at);
      mapped.append(GoText.encoded(mapping.applyAsInt(rune.codePoint())));
      at += rune.width();
    }
    return mapped.toString();
  }

  private static String reversed(String value) {
    List<String> runes = new ArrayList<>(value.length());
    for (int at = 0; at < value.length(); ) {
      GoText.Rune rune = GoText.rune(value, at);
      runes.add(GoText.encoded(rune.codePoint()));
      at += rune.width();
    }
    return String.join("", runes.reversed());
  }

  /// A position or length that is not a number leaves the value as it is, as in bash.
  private static String substring(String value, List<String> arguments)
      throws SubstitutionException {
    Long from = number(arguments.getFirst());
    if (from == null) {
      return value;
    }
    int length = value.length();
    long start = from < 0 ? Math.max(0, length + from) : from;
    if (arguments.size() == 1) {
      return start < length ? value.substring((int) start) : "";
    }
    Long count = number(arguments.get(1));
    if (count == null) {
      return value;
    }
    if (count < 0) {
      // From the end, as in bash. Before envsubst 1.8.0, Flux failed.
      long end = length + count;
      return end < start ? "" : value.substring((int) start, (int) end);
    }
    long end = start + count; // overflows as it does in Go
    if (end >= length) {
      return start < length ? value.substring((int) start) : "";
    }
    if (end < start) {
      throw new SubstitutionException("a substring has too large a length");
    }
    return value.substring((int) start, (int) end);
  }

  /// @return null if it is not a number as Go's `strconv.Atoi` reads it
  private static @Nullable Long number(String text) {
    if (!text.matches("[+-]?[0-9]+")) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String replaceFirst(String value, String old, String by) {
    int at = value.indexOf(old);
    return at < 0 ? value : value.substring(0, at) + by + value.substring(at + old.length());
  }

  private static String replacePrefix(String value, List<String> arguments) {
    return value.startsWith(arguments.getFirst())
        ? replaceFirst(value, arguments.getFirst(), arguments.get(1))
        : value;
  }

  private static String replaceSuffix(String value, List<String> arguments) {
    String suffix = arguments.getFirst();
    return value.endsWith(suffix)
        ? value.substring(0, value.length() - suffix.length()) + arguments.get(1)
        : value;
  }

  /// An empty text is found before each character and at the end, as in Go.
  private static String replaceAll(String value, String old, String by, int longest)
      throws SubstitutionException {
    StringBuilder replaced = new StringBuilder();
    if (old.isEmpty()) {
      for (int at = 0; at < value.length(); ) {
        int width = GoText.rune(value, at).width();
        append(replaced.append(by), value.substring(at, at + width), longest);
        at += width;
      }
      return append(replaced, by, longest).toString();
    }
    int from = 0;
    for (int at = value.indexOf(old); at >= 0; at = value.indexOf(old, from)) {
      append(append(replaced, value.substring(from, at), longest), by, longest);
      from = at + old.length();
    }
    return append(replaced, value.substring(from), longest).toString();
  }

  private static StringBuilder append(StringBuilder text, String more, int longest)
      throws SubstitutionException {
    if (text.length() + more.length() > longest) {
      throw Envsubst.tooLarge(longest);
    }
    return text.append(more);
  }

  private static String trimShortest(String value, String pattern) throws SubstitutionException {
    String shortest = "";
    try {
      GoPattern compiled = pattern(value, pattern);
      for (int end = value.length(); end > 0; end--) {
        if (compiled.matches(value.substring(0, end))) {
          shortest = value.substring(0, end);
        }
      }
    } catch (GoPattern.BadPattern e) {
      return value;
    }
    return value.substring(shortest.length());
  }

  private static String trimLongest(String value, String pattern) throws SubstitutionException {
    try {
      GoPattern compiled = pattern(value, pattern);
      for (int end = value.length(); end > 0; end--) {
        if (compiled.matches(value.substring(0, end))) {
          return value.substring(end);
        }
      }
    } catch (GoPattern.BadPattern e) {
      return value;
    }
    return value;
  }

  private static GoPattern pattern(String value, String pattern) throws SubstitutionException {
    if (value.length() > LONGEST_TRIMMED) {
      throw new SubstitutionException(
          "a value of more than %d bytes is trimmed by a pattern".formatted(LONGEST_TRIMMED));
    }
    return GoPattern.bytes(pattern);
  }
}

package dev.drift.secret.tree;

/// A text in double quotes without its escapes, as JSON and YAML write them.
///
/// @param places where each character stands, and the end
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Unquoted(String text, int[] places) {

  public static Unquoted of(String text, int start, int end) {
    StringBuilder plain = new StringBuilder(end - start);
    int[] places = new int[end - start + 1];
    int at = start;
    while (at < end) {
      places[plain.length()] = at;
      int length = 1;
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < end) {
        length = length(text, at, end);
        c = unescaped(text, at, length);
      }
      plain.append(c);
      at += length;
    }
    places[plain.length()] = end;
    return new Unquoted(plain.toString(), places);
  }

  private static int length(String text, int at, int end) {
    int length =
        switch (text.charAt(at + 1)) {
          case 'u' -> 6;
          case 'x' -> 4;
          case 'U' -> 10;
          default -> 2;
        };
    return at + length <= end && isHexadecimal(text, at + 2, at + length) ? length : 2;
  }

  private static boolean isHexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static char unescaped(String text, int at, int length) {
    char c = text.charAt(at + 1);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b', 'f' -> ' ';
      case 'u', 'x', 'U' ->
          length == 2 ? c : (char) Integer.parseUnsignedInt(text, at + 2, at + length, 16);
      default -> c;
    };
  }
}

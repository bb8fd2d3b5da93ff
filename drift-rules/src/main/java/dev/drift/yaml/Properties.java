package dev.drift.yaml;

/// The anchor and the tag before a value.
final class Properties {
  private Properties() {}

  /// The offset of the first character behind properties, white space and comments.
  ///
  /// @param start where the first property starts
  static int skip(String text, int start) {
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '&' || c == '!') {
        at = end(text, at);
      } else if (c == '#') {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  private static int end(String text, int start) {
    int at = start;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}

package dev.drift.kubernetes.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What an HTTP header may contain. Java's client refuses the rest with an exception that quotes
/// the value, which may be a token.
public final class HeaderSyntax {
  private static final String MARKS = "!#$&'*+-.^_`|~";

  private HeaderSyntax() {}

  /// RFC 9110, section 5.5: no control characters, so no line breaks, and nothing beyond Latin-1.
  public static boolean isValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= 0xff && c != 0x7f));
  }

  /// What is no part of a header's name is escaped as in URLs; client-go does the same and the API
  /// server undoes it.
  public static String name(String text) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean legal =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || MARKS.indexOf(c) >= 0;
      if (legal) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return name.toString();
  }
}

package dev.drift.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Texts of clusters and Git as databases take them.
final class Texts {
  private Texts() {}

  /// PostgreSQL takes neither NUL nor half of a surrogate pair. Each becomes a replacement.
  static String storable(String text) {
    boolean odd = false;
    for (int i = 0; i < text.length() && !odd; i++) {
      char c = text.charAt(i);
      odd = c == 0 || Character.isSurrogate(c);
    }
    return odd ? new String(text.replace('\0', '\uFFFD').getBytes(UTF_8), UTF_8) : text;
  }
}

package dev.drift.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an item of `fetch`: the start of URLs that may be fetched; nothing is looked up.
final class FetchPrefix {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<login>[^/?#\\s]*@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?<port>:[0-9]{1,5})?(?<path>/\\S*)?");

  private static final Set<String> SCHEMES = Set.of("https", "http", "oci", "ssh");

  private FetchPrefix() {}

  /// @throws IllegalArgumentException if it is not such a URL; the message is half a sentence
  static String read(String text) {
    Matcher parts = URL.matcher(text);
    if (!parts.matches() || !SCHEMES.contains(parts.group("scheme").toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "must be a URL with https, http, oci or ssh and a host, such as https://charts.example.com/");
    }
    if (parts.group("login") != null) {
      throw new IllegalArgumentException(
          "holds a login, which must not stand in this file; remove it");
    }
    String path = parts.group("path") == null ? "" : parts.group("path");
    if (path.matches(".*[*?#%\\\\].*") || path.matches(".*/\\.{1,2}(/.*)?")) {
      throw new IllegalArgumentException(
          "must have a plain path: it covers all paths below it, without wildcards, %, query or ..");
    }
    return text;
  }
}

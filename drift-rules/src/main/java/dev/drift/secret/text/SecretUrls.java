package dev.drift.secret.text;

import dev.drift.secret.key.MaskTokens;
import dev.drift.secret.scan.Spans;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Passwords in URLs and in what looks alike: `scheme://user:password@host`.
final class SecretUrls {
  private static final String ENDS = " \t\r\n\"'<>`|\\";

  /// As Git hosts take a token in place of the user.
  private static final int SHORTEST_TOKEN = 8;

  private static final Pattern PORT = Pattern.compile("\\d{1,5}(?:[/?#,].*)?", Pattern.DOTALL);

  /// `user:password@tcp(host:3306)/db` of Go's MySQL driver.
  private static final Pattern GO_DSN = Pattern.compile("@(?:tcp|unix|udp)\\(");

  private SecretUrls() {}

  static void find(String text, Spans spans) {
    int from = 0;
    int at = text.indexOf("://");
    while (at >= 0) {
      from = authority(text, at, spans);
      at = text.indexOf("://", from);
    }
    goDsn(text, spans);
    oracle(text, spans);
  }

  /// @return where to look further
  private static int authority(String text, int at, Spans spans) {
    int start = at + 3;
    int end = text.startsWith(MaskTokens.OPEN, start) ? start + MaskTokens.LENGTH : start;
    int slash = -1;
    int firstAt = -1;
    int lastAt = -1;
    int colon = -1;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      char c = text.charAt(end);
      if (c == ':' && text.startsWith("//", end + 1) && end > start) {
        break; // another URL begins
      }
      if (slash < 0 && (c == '/' || c == '?' || c == '#')) {
        slash = end;
      }
      if (c == '@') {
        firstAt = firstAt < 0 ? end : firstAt;
        lastAt = slash < 0 || lastAt < 0 ? end : lastAt;
      }
      if (c == ':' && colon < 0 && firstAt < 0) {
        colon = end;
      }
      end++;
    }
    boolean before = firstAt >= 0 && (slash < 0 || firstAt < slash);
    if (colon >= 0 && firstAt >= 0 && (slash < 0 || colon < slash)) {
      // A password may hold `/` and `@`; a port and a path with `@` are no password.
      boolean port = !before && PORT.matcher(text.substring(colon + 1, firstAt)).matches();
      if (!port) {
        spans.add(colon + 1, lastAt);
      }
    } else if (before && colon < 0 && isHttp(text, at) && firstAt - start >= SHORTEST_TOKEN) {
      spans.add(start, firstAt);
    }
    return Math.max(start, end);
  }

  private static boolean isHttp(String text, int at) {
    return text.regionMatches(true, at - 4, "http", 0, 4)
        || text.regionMatches(true, at - 5, "https", 0, 5);
  }

  private static void goDsn(String text, Spans spans) {
    int at = text.indexOf("@");
    if (at < 0) {
      return;
    }
    Matcher matcher = GO_DSN.matcher(text);
    int done = 0;
    while (matcher.find()) {
      int start = matcher.start();
      int colon = -1;
      while (start > done && ENDS.indexOf(text.charAt(start - 1)) < 0) {
        start--;
        if (text.startsWith(MaskTokens.OPEN, start + 1 - MaskTokens.LENGTH)) {
          start = start + 1 - MaskTokens.LENGTH; // the colons of a mask are none
        } else if (text.charAt(start) == ':') {
          colon = start;
        }
      }
      if (colon >= 0) {
        spans.add(colon + 1, matcher.start());
      }
      done = matcher.end();
    }
  }

  /// `jdbc:oracle:thin:user/password@host`.
  private static void oracle(String text, Spans spans) {
    int at = text.indexOf("jdbc:oracle:");
    while (at >= 0) {
      int slash = -1;
      int end = at + "jdbc:oracle:".length();
      while (end < text.length() && text.charAt(end) != '@' && ENDS.indexOf(text.charAt(end)) < 0) {
        if (text.charAt(end) == '/' && slash < 0) {
          slash = end;
        }
        end++;
      }
      if (slash >= 0 && end < text.length() && text.charAt(end) == '@') {
        spans.add(slash + 1, end);
      }
      at = text.indexOf("jdbc:oracle:", end);
    }
  }
}

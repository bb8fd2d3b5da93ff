package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.Locale;
import java.util.Set;

/// Files of users with their passwords: `alice: password,ROLE`, as Jetty and others read them.
final class UserFiles {
  private static final Set<String> NAMES =
      Set.of("users.properties", "user.properties", "users.txt", "users.conf", "passwd", "shadow");

  private static final Set<String> ROLES =
      Set.of(
          "admin",
          "user",
          "users",
          "role",
          "viewer",
          "editor",
          "operator",
          "guest",
          "manager",
          "reader",
          "writer",
          "root",
          "owner",
          "monitor",
          "readonly");

  private UserFiles() {}

  /// By the name of the file.
  static boolean holdsUsers(String file) {
    if (file.isEmpty()) {
      return false;
    }
    String name = file.toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || name.contains("realm") || name.endsWith("-users.properties");
  }

  /// The value of each line up to its roles.
  static void find(String text, Spans spans) {
    int start = 0;
    while (start < text.length()) {
      int end = Scan.lineEnd(text, start);
      int sign = sign(text, start, end);
      if (sign > 0) {
        int value = Scan.skipBlanks(text, sign + 1);
        spans.add(value, Scan.trimmed(text, value, Math.max(value, comma(text, value, end))));
      }
      start = end + 1;
    }
  }

  /// By what all lines look like: a name, a password, and after commas words of which one is a
  /// well-known role.
  static void findByShape(String text, Spans spans) {
    if (text.indexOf(',') < 0) {
      return;
    }
    boolean role = false;
    int start = 0;
    while (start < text.length()) {
      int end = Scan.trimmed(text, start, Scan.lineEnd(text, start));
      int first = Scan.skipBlanks(text, start);
      if (first < end && text.charAt(first) != '#') {
        int sign = sign(text, start, end);
        int value = sign < 0 ? end : Scan.skipBlanks(text, sign + 1);
        int comma = comma(text, value, end);
        if (value >= end || comma >= end || !words(text, comma + 1, end)) {
          return;
        }
        role |= hasRole(text, comma + 1, end);
      }
      start = Scan.lineEnd(text, start) + 1;
    }
    if (role) {
      find(text, spans);
    }
  }

  private static int sign(String text, int start, int end) {
    int at = Scan.skipBlanks(text, start);
    int from = at;
    while (at < end && (Scan.isNameChar(text.charAt(at)) || text.charAt(at) == '@')) {
      at++;
    }
    int sign = Scan.skipBlanks(text, at);
    return at > from && sign < end && (text.charAt(sign) == ':' || text.charAt(sign) == '=')
        ? sign
        : -1;
  }

  private static int comma(String text, int from, int end) {
    int comma = from >= end ? -1 : text.indexOf(',', from, end);
    return comma < 0 ? end : comma;
  }

  private static boolean words(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (!Scan.isNameChar(c) && c != ',' && c != ' ') {
        return false;
      }
    }
    return from < end;
  }

  private static boolean hasRole(String text, int from, int end) {
    for (String word : text.substring(from, end).split(",")) {
      String role = word.strip().toLowerCase(Locale.ROOT);
      if (ROLES.contains(role)
          || role.startsWith("role")
          || role.endsWith("_role")
          || role.endsWith("-role")) {
        return true;
      }
    }
    return false;
  }
}

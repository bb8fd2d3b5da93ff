package dev.drift.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A URL as people may see it, also one that is mistyped: no parser finds the password in
/// `https//user:password@host`.
///
/// Whatever precedes the last `@` may be a user and a password, and whatever follows a
/// `?` or `#` may be a token.
public final class SafeUrl {
  private static final String HIDDEN = "…";
  private static final Pattern SCHEME =
      Pattern.compile("(?i)\\s*(?:(?:https?|ssh|git|file|socks[45]?h?|ftps?)(?::/*|/+)|//+)");

  /// A user on a machine, such as `git`, and no password. Tokens are longer or have capital
  /// letters; over HTTP one may stand for the user.
  private static final Pattern USER =
      Pattern.compile("(?:(?:ssh|git|file|ftps?)://)?[a-z_][a-z0-9_-]{0,15}");

  private SafeUrl() {}

  public static String of(String typed) {
    String shown = withoutQuery(typed);
    int at = shown.lastIndexOf('@');
    if (at < 0) {
      return shown;
    }
    if (USER.matcher(shown.substring(0, at)).matches()) {
      return shown;
    }
    Matcher matcher = SCHEME.matcher(shown);
    int start = matcher.lookingAt() && matcher.end() <= at ? matcher.end() : 0;
    return shown.substring(0, start) + HIDDEN + shown.substring(at);
  }

  private static String withoutQuery(String typed) {
    int end = 0;
    while (end < typed.length() && typed.charAt(end) != '?' && typed.charAt(end) != '#') {
      end++;
    }
    // An `@` behind it makes it part of a password that is not escaped.
    int from = Math.max(end, typed.lastIndexOf('@') + 1);
    while (from < typed.length() && typed.charAt(from) != '?' && typed.charAt(from) != '#') {
      from++;
    }
    return from >= typed.length() ? typed : typed.substring(0, from + 1) + HIDDEN;
  }
}

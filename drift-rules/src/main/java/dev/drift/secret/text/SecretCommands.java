package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets on command lines, and in files of plain columns: `host:port:db:user:X`.
final class SecretCommands {
  private static final int LONGEST = 2048;

  /// @param start what the command begins with
  /// @param ends the characters that end it, besides its line
  /// @param secret where it takes a secret
  private record Command(String start, String ends, Pattern secret) {}

  private static final List<Command> COMMANDS =
      List.of(
          new Command("ACL SETUSER", "", Pattern.compile(" >(?<secret>\\S{1,1024}+)")),
          new Command("\nuser ", "", Pattern.compile(" >(?<secret>\\S{1,1024}+)")));

  /// pgpass: `host:port:database:user:password`.
  private static final Pattern PGPASS =
      Pattern.compile(
          "[^:\\s#]{1,256}+:(?:\\d{2,5}|\\*):[^:\\s]{1,256}+:[^:\\s]{1,256}+:"
              + "(?<secret>(?:[^:\\s\\\\]|\\\\.){1,1024}+)\\s*+");

  /// A line of Trino's password file: `user:iterations:salt:hash`.
  private static final Pattern PBKDF2 =
      Pattern.compile(
          "[^:\\s]{1,256}+:\\d{3,7}+:(?<secret>[0-9a-f]{16,256}+:[0-9a-f]{32,512}+)\\s*+");

  /// `echo user:password | chpasswd`.
  private static final Pattern CHPASSWD =
      Pattern.compile(
          "(?<![^\\s'\"])[^:\\s'\"]{1,64}+:(?<secret>[^\\s'\"|]{1,256}+)[\"']?+\\s*+\\|"
              + "\\s*+(?:sudo\\s++)?+chpasswd");

  private SecretCommands() {}

  static void find(String text, Pairs pairs, Spans spans) {
    for (Command command : COMMANDS) {
      find(command, text, pairs, spans);
    }
    CommandLines.find(text, pairs, spans);
    lines(text, spans);
  }

  private static void find(Command command, String text, Pairs pairs, Spans spans) {
    int at = first(command.start(), text, pairs);
    if (at < 0) {
      return;
    }
    Matcher matcher = command.secret().matcher(text);
    while (at >= 0) {
      int end = end(command, text, at + 1);
      if (text.charAt(at) == '\n' || Scan.wordBegins(text, at)) {
        matcher.region(at, end);
        while (matcher.find()) {
          spans.add(matcher.start("secret"), matcher.end("secret"));
        }
      }
      at = text.indexOf(command.start(), end);
    }
  }

  private static int first(String start, String text, Pairs pairs) {
    boolean atOnce = start.startsWith("\n") && text.startsWith(start.substring(1));
    return atOnce ? 0 : pairs.first(start);
  }

  /// The end of the command; a line that ends in a backslash goes on.
  private static int end(Command command, String text, int start) {
    int last = Math.min(text.length(), start + LONGEST);
    int end = start;
    while (end < last
        && command.ends().indexOf(text.charAt(end)) < 0
        && (text.charAt(end) != '\n' || text.charAt(end - 1) == '\\')) {
      end++;
    }
    return end;
  }

  private static void lines(String text, Spans spans) {
    boolean chpasswd = text.contains("chpasswd");
    int start = 0;
    while (start < text.length()) {
      int end = Scan.lineEnd(text, start);
      if (end - start < LONGEST) {
        line(text, start, end, chpasswd, spans);
      }
      start = end + 1;
    }
  }

  private static void line(String text, int start, int end, boolean chpasswd, Spans spans) {
    int colons = colons(text, start, end);
    if (colons >= 3) {
      int from = Math.min(Scan.skipBlanks(text, start), end);
      Matcher columns = (colons == 3 ? PBKDF2 : PGPASS).matcher(text).region(from, end);
      if (columns.matches()) {
        spans.add(columns.start("secret"), columns.end("secret"));
      }
    }
    if (chpasswd) {
      Matcher matcher = CHPASSWD.matcher(text).region(start, end);
      while (matcher.find()) {
        spans.add(matcher.start("secret"), matcher.end("secret"));
      }
    }
  }

  private static int colons(String text, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += text.charAt(i) == ':' ? 1 : 0;
    }
    return count;
  }
}

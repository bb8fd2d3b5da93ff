package dev.drift.secret;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets in the arguments of tools that take them by place or by a short flag, and in files of
/// plain columns: `mysql -pX`, `redis-cli -a X`, `curl -u user:X`, `host:port:db:user:X`.
final class SecretCommands {
  private static final int LONGEST_LINE = 2048;
  private static final String WORD = "[\"']?(?<secret>[^\\s\"']{1,1024}+)";
  private static final String GAP = "[^;&|\\n]{0,512}?";

  /// @param start the name of the tool
  private record Command(String start, Pattern pattern) {}

  private static final List<Command> COMMANDS =
      List.of(
          command("mysql", "(?:dump|admin|import|sh)?+\\b" + GAP + "\\s-p[ \\t]*(?!-)" + WORD),
          command("mariadb", "(?:-dump|-admin)?+\\b" + GAP + "\\s-p[ \\t]*(?!-)" + WORD),
          command("sshpass", GAP + "\\s-p\\s*" + WORD),
          command("mongo", "(?:sh|dump|restore|export|import)?+\\b" + GAP + "\\s-p\\s*" + WORD),
          command("docker login", GAP + "\\s-p\\s*" + WORD),
          command("redis-cli", GAP + "\\s-a\\s+" + WORD),
          command("ldap", "(?:search|add|modify|delete|whoami)\\b" + GAP + "\\s-w\\s*" + WORD),
          command("curl", GAP + "\\s(?:-u|--user)\\s*[\"']?[^\\s:\"']{1,256}+:(?<secret>[^\\s\"']{1,1024}+)"),
          command("mc alias set", "\\s+\\S{1,256}+\\s+\\S{1,512}+\\s+(?<secret>\\S{1,256}+\\s++\\S{1,1024}+)"),
          command("mc config host add", "\\s+\\S{1,256}+\\s+\\S{1,512}+\\s+(?<secret>\\S{1,256}+\\s++\\S{1,1024}+)"),
          command("ACL SETUSER", "[^\\n]{0,512}? >(?<secret>\\S{1,1024}+)"),
          command("user ", "\\S{1,256}+ [^\\n]{0,512}?>(?<secret>\\S{1,1024}+)"));

  /// pgpass: `host:port:database:user:password`.
  private static final Pattern PGPASS =
      Pattern.compile(
          "(?:[^:\\s#]){1,256}+:(?:\\d{2,5}|\\*):[^:\\s]{1,256}+:[^:\\s]{1,256}+:(?<secret>(?:[^:\\s\\\\]|\\\\.){1,1024}+)\\s*+");

  private static final Pattern CHPASSWD = Pattern.compile("[^:\\s'\"]{1,64}+:(?<secret>[^\\s'\"|]{1,256}+)[\"']?\\s*+\\|\\s*+(?:sudo\\s++)?+chpasswd");

  private SecretCommands() {}

  private static Command command(String start, String rest) {
    return new Command(start, Pattern.compile(Pattern.quote(start) + rest));
  }

  static void find(String text, Spans spans) {
    for (Command command : COMMANDS) {
      find(command, text, spans);
    }
    lines(text, spans);
  }

  private static void find(Command command, String text, Spans spans) {
    int at = text.indexOf(command.start());
    if (at < 0) {
      return;
    }
    Matcher matcher = command.pattern().matcher(text);
    while (at >= 0) {
      int next = at + command.start().length();
      // At the end of a line that ends in a backslash, the command goes on.
      matcher.region(at, Math.min(text.length(), at + LONGEST_LINE));
      if (Scan.wordBegins(text, at) && matcher.lookingAt()) {
        spans.add(matcher.start("secret"), matcher.end("secret"));
        next = matcher.end();
      }
      at = text.indexOf(command.start(), next);
    }
  }

  private static int colons(String text, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += text.charAt(i) == ':' ? 1 : 0;
    }
    return count;
  }

  private static void lines(String text, Spans spans) {
    boolean chpasswd = text.contains("chpasswd");
    int start = 0;
    while (start < text.length()) {
      int end = Scan.lineEnd(text, start);
      if (end - start < LONGEST_LINE) {
        if (colons(text, start, end) >= 4) {
          int from = Math.min(Scan.skipBlanks(text, start), end);
          Matcher pgpass = PGPASS.matcher(text).region(from, end);
          if (pgpass.matches()) {
            spans.add(pgpass.start("secret"), pgpass.end("secret"));
          }
        }
        if (chpasswd) {
          Matcher matcher = CHPASSWD.matcher(text).region(start, end);
          while (matcher.find()) {
            spans.add(matcher.start("secret"), matcher.end("secret"));
          }
        }
      }
      start = end + 1;
    }
  }
}

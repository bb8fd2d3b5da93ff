package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.List;

/// Command lines within a text: from the name of a tool to the end of its command, word by word.
final class CommandLines {
  private static final int LONGEST = 4096;
  private static final List<String> TOOLS = Tool.names();

  private CommandLines() {}

  static void find(String text, Pairs pairs, Spans spans) {
    for (String tool : TOOLS) {
      int at = pairs.first(tool);
      while (at >= 0) {
        int end = at + tool.length();
        boolean named =
            Scan.wordBegins(text, at)
                && end < text.length()
                && Scan.isBlank(text.charAt(end))
                && (at == 0 || text.charAt(at - 1) != '-');
        at = text.indexOf(tool, named ? command(text, at, spans) : end);
      }
    }
  }

  /// @return where to look further
  private static int command(String text, int start, Spans spans) {
    Arguments arguments = new Arguments();
    int last = Math.min(text.length(), start + LONGEST);
    int at = start;
    while (at < last) {
      int word = skipBlanks(text, at, last);
      if (word >= last || ";|&\n\r".indexOf(text.charAt(word)) >= 0) {
        return Math.max(word, start + 1);
      }
      at = word(text, word, last, arguments, spans);
    }
    return last;
  }

  /// A line that ends in a backslash goes on.
  private static int skipBlanks(String text, int from, int last) {
    int at = from;
    while (at < last) {
      if (Scan.isBlank(text.charAt(at))) {
        at++;
      } else if (text.startsWith("\\\n", at)) {
        at += 2;
      } else {
        break;
      }
    }
    return at;
  }

  private static int word(String text, int start, int last, Arguments arguments, Spans spans) {
    char quote = text.charAt(start);
    boolean quoted = quote == '"' || quote == '\'';
    int from = quoted ? start + 1 : start;
    int end = from;
    while (end < last && !ends(text.charAt(end), quoted ? quote : '\0')) {
      end = !quoted && Scan.isQuote(text.charAt(end)) ? behindQuote(text, end, last) : end + 1;
    }
    int to = quoted ? end : Math.max(end, from);
    int secret = arguments.next(text.substring(from, to));
    if (secret >= 0) {
      int begin = from + secret;
      boolean inner = begin < to && Scan.isQuote(text.charAt(begin));
      spans.add(inner ? begin + 1 : begin, inner ? closing(text, begin, to) : to);
    }
    return quoted ? Math.min(last, end + 1) : Math.max(end, start + 1);
  }

  /// Part of a word may stand in quotes: `user:'a password'`.
  private static int behindQuote(String text, int open, int last) {
    int close = text.indexOf(text.charAt(open), open + 1, Math.min(last, Scan.lineEnd(text, open)));
    return close < 0 ? open + 1 : close + 1;
  }

  private static int closing(String text, int open, int end) {
    int close = text.indexOf(text.charAt(open), open + 1);
    return close < 0 || close > end ? end : close;
  }

  private static boolean ends(char c, char quote) {
    return quote != '\0' ? c == quote || c == '\n' : c <= ' ' || c == ';' || c == '|';
  }
}

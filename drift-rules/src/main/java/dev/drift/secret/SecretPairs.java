package dev.drift.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks the value of each `name=value`, `name: value` and `--name value` whose name announces
/// a secret.
final class SecretPairs {
  /// A name, perhaps quoted (with escapes, as in JSON within JSON), and what follows it.
  private static final Pattern PAIR =
      Pattern.compile(
          "(?<name>[A-Za-z0-9_.\\-]{3,256})(?:\\\\*[\"'])?\\]?"
              + "(?:[ \\t]*(?:=>|=|:)[ \\t]*|(?<blank>[ \\t]+))");

  /// Names whose value follows after a blank, as in redis.conf.
  private static final Pattern BLANK_NAME =
      Pattern.compile("-{1,2}[A-Za-z].*|requirepass|masterauth");

  private static final Pattern LINE_START =
      Pattern.compile("[ \\t\"']*(?:export[ \\t]+|- +|-D)?[ \\t\"']*");
  private static final Pattern BLOCK_SCALAR = Pattern.compile("[|>][+-]?[0-9]?[ \\t]*(?:#.*)?");
  private static final String STOPS = " \t\r\n&;,\"'<>)}]";

  private final SecretText text;

  SecretPairs(SecretText text) {
    this.text = text;
  }

  String mask(String input) {
    Matcher matcher = PAIR.matcher(input);
    StringBuilder out = new StringBuilder();
    int done = 0;
    int from = 0;
    while (matcher.find(from)) {
      from = matcher.end();
      if (!SecretNames.announceSecret(matcher.group("name"))) {
        // In `a=b=c` the second name starts where the first value does.
        continue;
      }
      boolean blank = matcher.group("blank") != null;
      if (blank && !BLANK_NAME.matcher(matcher.group("name")).matches()) {
        continue;
      }
      Span span = value(input, matcher.start(), matcher.end());
      if (span.start() < span.end()) {
        out.append(input, done, span.start());
        out.append(text.token(input.substring(span.start(), span.end())));
        done = span.end();
        from = Math.max(from, done);
      }
    }
    return done == 0 ? input : out.append(input, done, input.length()).toString();
  }

  private record Span(int start, int end) {}

  private static Span value(String input, int nameStart, int start) {
    if (start >= input.length()) {
      return new Span(start, start);
    }
    int backslashes = 0;
    while (start + backslashes < input.length() && input.charAt(start + backslashes) == '\\') {
      backslashes++;
    }
    char first = start + backslashes < input.length() ? input.charAt(start + backslashes) : ' ';
    if (first == '"' || first == '\'') {
      return quoted(input, start + backslashes + 1, first, backslashes);
    }
    if (first == '{' || first == '[') {
      return new Span(start, start); // a structure: the names within it are looked at by themselves
    }
    int lineStart = input.lastIndexOf('\n', nameStart - 1) + 1;
    boolean wholeLine = LINE_START.matcher(input.substring(lineStart, nameStart)).matches();
    int lineEnd = lineEnd(input, start);
    if (!wholeLine) {
      return new Span(start, stop(input, start, lineEnd));
    }
    if (BLOCK_SCALAR.matcher(input.substring(start, lineEnd)).matches()) {
      return new Span(Math.min(lineEnd + 1, input.length()), blockEnd(input, lineStart, lineEnd));
    }
    while (lineEnd < input.length() && lineEnd > start && input.charAt(lineEnd - 1) == '\\') {
      lineEnd = lineEnd(input, lineEnd + 1); // a properties file goes on after a backslash
    }
    while (lineEnd > start && Character.isWhitespace(input.charAt(lineEnd - 1))) {
      lineEnd--;
    }
    return new Span(start, lineEnd);
  }

  private static Span quoted(String input, int start, char quote, int backslashes) {
    int end = start;
    while (end < input.length()) {
      if (input.charAt(end) == '\\' && backslashes == 0) {
        end += 2;
      } else if (input.charAt(end) == quote) {
        return new Span(start, Math.max(start, end - backslashes));
      } else {
        end++;
      }
    }
    return new Span(start, input.length());
  }

  private static int stop(String input, int start, int lineEnd) {
    int end = start;
    while (end < lineEnd && STOPS.indexOf(input.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int lineEnd(String input, int from) {
    int end = input.indexOf('\n', from);
    return end < 0 ? input.length() : end;
  }

  /// The end of the lines that are indented deeper than the name.
  private static int blockEnd(String input, int lineStart, int lineEnd) {
    int indent = indent(input, lineStart);
    int end = lineEnd;
    while (end < input.length()) {
      int next = end + 1;
      int nextEnd = lineEnd(input, Math.min(next, input.length()));
      boolean blank = input.substring(Math.min(next, nextEnd), nextEnd).isBlank();
      if (!blank && indent(input, next) <= indent) {
        break;
      }
      end = nextEnd;
      if (next >= input.length()) {
        break;
      }
    }
    return Math.min(end, input.length());
  }

  private static int indent(String input, int lineStart) {
    int at = lineStart;
    while (at < input.length() && (input.charAt(at) == ' ' || input.charAt(at) == '-')) {
      at++;
    }
    return at - lineStart;
  }
}

package dev.drift.secret;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets in XML: elements of secret names, and the `<name>` with `<value>` of Hadoop's site
/// files, in either order. Attributes are pairs like any others.
final class SecretMarkup {
  private static final String CDATA = "<![CDATA[";
  private static final int LONGEST_TAG = 1024;
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:name|key|id|property)\\s{0,8}+=\\s{0,8}+[\"'](?<name>[^\"'<>]{1,256}+)");

  private final String text;
  private final Spans spans;
  private boolean secretNamed;
  private Spans.Span value = new Spans.Span(0, 0);

  private SecretMarkup(String text, Spans spans) {
    this.text = text;
    this.spans = spans;
  }

  static void find(String text, Spans spans) {
    if (text.contains("</")) {
      new SecretMarkup(text, spans).find();
    }
  }

  private void find() {
    int at = text.indexOf('<');
    while (at >= 0) {
      int next = at + 1;
      if (text.startsWith("/", next)) {
        end(); // of something that holds elements
      } else {
        next = element(next);
      }
      at = text.indexOf('<', next);
    }
  }

  private void end() {
    if (secretNamed) {
      spans.add(value);
    }
    secretNamed = false;
    value = new Spans.Span(0, 0);
  }

  /// @return where to look further
  private int element(int start) {
    int nameEnd = start;
    while (nameEnd < text.length()
        && (Scan.isNameChar(text.charAt(nameEnd)) || text.charAt(nameEnd) == ':')) {
      nameEnd++;
    }
    if (nameEnd == start) {
      return start;
    }
    int close = nameEnd;
    int last = Math.min(text.length(), nameEnd + LONGEST_TAG);
    while (close < last && text.charAt(close) != '>' && text.charAt(close) != '<') {
      close++;
    }
    if (close >= last || text.charAt(close) == '<') {
      return close;
    }
    if (text.charAt(close - 1) == '/') {
      return close;
    }
    return content(start, nameEnd, close);
  }

  private int content(int start, int nameEnd, int close) {
    int from = close + 1;
    int white = Scan.skipWhite(text, from);
    int end;
    int next;
    if (text.startsWith(CDATA, white)) {
      from = white + CDATA.length();
      end = text.indexOf("]]>", from);
      end = end < 0 ? text.length() : end;
      next = Math.min(text.length(), end + 3);
    } else {
      end = text.indexOf('<', from);
      next = end;
      if (end < 0 || !text.startsWith("</", end)) {
        return end < 0 ? text.length() : end;
      }
    }
    leaf(
        text.substring(Math.max(start, nameEnd - SecretNames.LONGEST), nameEnd),
        nameEnd,
        close,
        trimmed(from, end));
    int leafEnd = text.startsWith("</", next) ? next + 2 : next;
    return leafEnd;
  }

  private Spans.Span trimmed(int from, int to) {
    int start = Math.min(Scan.skipWhite(text, from), to);
    return new Spans.Span(start, Scan.trimmed(text, start, to));
  }

  private void leaf(String tag, int attributes, int close, Spans.Span content) {
    String name = tag.toLowerCase(Locale.ROOT);
    if (name.equals("name") || name.equals("key")) {
      secretNamed =
          content.end() - content.start() <= SecretNames.LONGEST
              && SecretNames.announceSecret(text.substring(content.start(), content.end()));
    } else if (name.equals("value")) {
      value = content;
    } else if (SecretNames.announceSecret(tag) || named(attributes, close)) {
      spans.add(content);
    }
  }

  private boolean named(int attributes, int close) {
    Matcher matcher = NAMED.matcher(text).region(attributes, close);
    return matcher.find() && SecretNames.announceSecret(matcher.group("name"));
  }
}

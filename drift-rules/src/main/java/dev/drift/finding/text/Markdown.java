package dev.drift.finding.text;

import dev.drift.model.HiddenCharacters;
import java.util.List;

/// Text of unknown origin for the Markdown of GitHub and GitLab: nothing in it formats, links,
/// mentions anybody, refers to another issue, or is HTML.
public final class Markdown {
  /// What means something within a line: <https://spec.commonmark.org/0.31.2/#backslash-escapes>.
  private static final String MARKUP = "\\`*_{}[]<>#!|~&@$^%";

  /// What both forges make a reference of if a word follows, whether or not it is escaped:
  /// `@user`, `#1`, `!1`, `$1`, `~label`, `%milestone`, `&epic`, `^alert`, `:emoji:`,
  /// `*iteration:1`.
  private static final String SIGILS = "@#!$~%&^:*[";

  /// Takes no room, and is no part of a word.
  private static final char SPLIT = '\u2060';

  private Markdown() {}

  /// As running text.
  public static String text(String text) {
    String line = OneLine.of(text);
    StringBuilder out = new StringBuilder(line.length() * 2);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (MARKUP.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
      boolean word = i + 1 < line.length() && line.charAt(i + 1) != ' ';
      // `www.`, `GH-1` and `owner/name@commit` are links, too.
      if (word && (SIGILS.indexOf(c) >= 0 || isLink(line, i))) {
        out.append(SPLIT);
      }
    }
    return out.toString();
  }

  /// As text of an HTML element, in which Markdown formats nothing but both forges still see
  /// references.
  public static String html(String text) {
    String line = OneLine.of(text);
    StringBuilder out = new StringBuilder(line.length() * 2);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
      boolean word = i + 1 < line.length() && line.charAt(i + 1) != ' ';
      if (word && (SIGILS.indexOf(c) >= 0 || isLink(line, i))) {
        out.append(SPLIT);
      }
    }
    return out.toString();
  }

  /// As a block of code in a language that forges colour. It starts and ends with more backticks
  /// than any of its lines has in a row.
  ///
  /// @param lines each of which is put on one line
  public static String block(String language, List<String> lines) {
    List<String> safe = lines.stream().map(Markdown::visible).toList();
    int longest = safe.stream().mapToInt(Markdown::backticks).max().orElse(0);
    String fence = "`".repeat(Math.max(3, longest + 1));
    return "%s%s\n%s\n%s\n"
        .formatted(fence, language, String.join("\n", safe).replace("<!--", "<!\u2060--"), fence);
  }

  /// With its spaces as they are.
  private static String visible(String line) {
    StringBuilder out = new StringBuilder(line.length());
    line.codePoints()
        .forEach(c -> out.appendCodePoint(c != '\t' && HiddenCharacters.has(c) ? 0xFFFD : c));
    return out.toString();
  }

  private static int backticks(String line) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static boolean isLink(String line, int at) {
    return line.regionMatches(true, at - 3, "www.", 0, 4)
        || line.regionMatches(true, at - 2, "GH-", 0, 3);
  }

  /// As a span of code, in which nothing is interpreted. It starts and ends with more backticks in
  /// a row than the text has.
  public static String code(String text) {
    String line = OneLine.of(text);
    if (line.isEmpty()) {
      return "";
    }
    String fence = "`".repeat(backticks(line) + 1);
    String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
    // Drift's own marker must be found once only.
    return fence + pad + line.replace("<!--", "<!\u2060--") + pad + fence;
  }

  /// As a title, which both forges show as text but for references, code and emoji.
  public static String title(String text, int most) {
    StringBuilder out = new StringBuilder();
    String line = OneLine.of(text, most);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      out.append(c == '`' ? '\'' : c);
      if (c != '[' && c != '*' && SIGILS.indexOf(c) >= 0 && c != ':') {
        out.append(SPLIT);
      }
    }
    return out.toString();
  }
}

package dev.drift.secret;

import dev.drift.secret.key.MaskKey;
import dev.drift.secret.key.MaskTokens;
import dev.drift.secret.name.Harmless;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.tree.TextTree;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files of ConfigMaps at the strict level: names stay, values that are not known to be harmless
/// are masked, and so are comments. What is not made of settings is masked as a whole.
final class StrictText {
  /// Words of letters, with few digits at their ends: a token looks otherwise.
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z]{1,24}+[0-9]{0,3}+[A-Za-z]{0,12}+"
              + "(?:[._/:-]{1,2}+[A-Za-z]{1,24}+[0-9]{0,3}+[A-Za-z]{0,12}+){0,9}+");

  private static final Pattern SECTION = Pattern.compile("\\[{1,2}+\\s*+[^\\]\\[]{1,128}+]{1,2}+");
  private static final int LONGEST_NAME = 200;

  private final MaskTokens tokens;

  StrictText(MaskKey key) {
    this.tokens = new MaskTokens(key);
  }

  /// Whether the text is a flag of a command line without a value.
  static boolean isFlag(String text) {
    int start = text.startsWith("--") ? 2 : text.startsWith("-") ? 1 : 0;
    String name = text.substring(start);
    return start > 0
        && name.length() <= LONGEST_NAME
        && (start == 1 ? name.length() <= 2 : true)
        && NAME.matcher(name).matches();
  }

  static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
  }

  boolean isMask(String text) {
    return tokens.standsAt(text, 0) && text.length() == tokens.length();
  }

  /// A value of a setting.
  String value(String name, String value) {
    return value.isEmpty() || isMask(value) || Harmless.isHarmless(name, value)
        ? value
        : tokens.of(value);
  }

  /// What would be read otherwise once it is masked is masked as a whole, so that masking twice
  /// changes nothing.
  String file(String name, String text) {
    String masked = once(name, text);
    return masked.equals(text) || once(name, masked).equals(masked) ? masked : tokens.of(text);
  }

  private String once(String name, String text) {
    if (Harmless.isHarmless(name, text) || isMask(text)) {
      return text;
    }
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      return tokens.of(text);
    }
    if (text.strip().indexOf('\n') < 0 && !start.startsWith("{") && !start.startsWith("[")) {
      String line = line(text);
      return line.equals(tokens.of(text.strip())) ? tokens.of(text) : line;
    }
    Optional<TextTree> tree = isYamlOrJson(name, start) ? TextTree.read(text) : Optional.empty();
    return tree.map(read -> new StrictTree(text, read, StrictText::isName, this::value).masked())
        .orElseGet(() -> lines(text));
  }

  private static boolean isYamlOrJson(String name, String start) {
    String file = name.toLowerCase(Locale.ROOT);
    return start.startsWith("{")
        || !(file.endsWith(".properties") || file.endsWith(".env") || file.endsWith(".ini"));
  }

  private String lines(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int start = 0;
    boolean goesOn = false;
    while (start < text.length()) {
      int end = Scan.lineEnd(text, start);
      String line = text.substring(start, end);
      out.append(goesOn ? whole(line) : line(line));
      goesOn = line.stripTrailing().endsWith("\\");
      if (end < text.length()) {
        out.append('\n');
      }
      start = end + 1;
    }
    return out.toString();
  }

  private String line(String line) {
    String bare = line.strip();
    if (bare.isEmpty() || isMask(bare) || SECTION.matcher(bare).matches()) {
      return line;
    }
    if (bare.startsWith("#") || bare.startsWith("!") || bare.startsWith(";")) {
      String comment = bare.substring(1).strip();
      return comment.isEmpty() ? line : line.replace(comment, value("", comment));
    }
    int sign = sign(line);
    String name = sign < 0 ? "" : line.substring(0, sign).strip();
    String value = sign < 0 ? "" : line.substring(sign + 1).strip();
    String bareName = name.startsWith("-D") ? name.substring(2) : name;
    boolean setting =
        !value.isEmpty()
            && !value.replace("=", "").isEmpty()
            && bareName.length() <= LONGEST_NAME
            && NAME.matcher(bareName).matches();
    if (!setting) {
      return whole(line);
    }
    int from = Scan.skipBlanks(line, sign + 1);
    int to = from + value.length();
    boolean quoted =
        value.length() > 1
            && Scan.isQuote(value.charAt(0))
            && value.charAt(value.length() - 1) == value.charAt(0);
    int inner = quoted ? 1 : 0;
    return line.substring(0, from + inner)
        + value(bareName, line.substring(from + inner, to - inner))
        + line.substring(to - inner);
  }

  private static int sign(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '=' || c == ':') {
        return i;
      }
    }
    return -1;
  }

  private String whole(String line) {
    String bare = line.strip();
    if (bare.isEmpty() || isMask(bare) || Harmless.isHarmless("", bare)) {
      return line;
    }
    int from = line.indexOf(bare);
    return line.substring(0, from) + tokens.of(bare) + line.substring(from + bare.length());
  }
}

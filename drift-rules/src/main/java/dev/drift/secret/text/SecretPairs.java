package dev.drift.secret.text;

import dev.drift.secret.name.NameCache;
import dev.drift.secret.name.OtherNames;
import dev.drift.secret.name.SecretNames;
import dev.drift.secret.scan.References;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the value of each `name=value`, `name: value`, `--name value` and `name: …, value: …`
/// whose name announces a secret.
///
/// Goes over the text once, from left to right.
final class SecretPairs {
  private static final int LONGEST_OBJECT = 512;

  /// Below a secret name, fields of these names hold the secret itself.
  static final Set<String> INNER =
      Set.of("value", "plain", "plaintext", "literal", "inline", "content", "raw", "text");

  private final String text;
  private final Spans spans;
  private final PairValue values;

  private int lineStart;
  private int lineEnd;

  /// The last `value`, not masked, that a secret name may follow.
  private Optional<PairValue.Place> lastValue = Optional.empty();
  private boolean secretNamed;
  private int namedAt;
  private int openedAt = -1;
  private int nestedUntil;
  private boolean collection;
  private final boolean cloudInit;
  private final boolean jaas;
  private final NameCache names;
  private final boolean unread;

  /// @param unread whether the text could not be read as values, so that a secret name takes all
  ///     that stands below it and does not describe the secret
  SecretPairs(String text, Spans spans, NameCache names, boolean unread) {
    this.text = text;
    this.spans = spans;
    this.names = names;
    this.unread = unread;
    this.jaas = text.contains("LoginModule");
    this.values = new PairValue(text);
    this.lineEnd = Scan.lineEnd(text, 0);
    this.cloudInit = text.contains("chpasswd:");
  }

  void find() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '$') {
        at = References.end(text, at);
      } else if (Scan.isNameChar(c)) {
        int start = at;
        while (at < text.length() && Scan.isNameChar(text.charAt(at))) {
          at++;
        }
        at = name(Scan.escapes(text, start) ? start + 1 : start, at);
      } else {
        at++;
      }
    }
  }

  /// @return where to look further
  private int name(int start, int end) {
    if (end - start < 2) {
      return end;
    }
    int at = Scan.skipBackslashes(text, end);
    boolean quoted = at < text.length() && Scan.isQuote(text.charAt(at));
    at = quoted ? at + 1 : end;
    if (at < text.length() && text.charAt(at) == ']') {
      at++;
    }
    int sign = Scan.skipBlanks(text, at);
    if (sign >= text.length()) {
      return end;
    }
    int value = afterSign(sign);
    String name = text.substring(Math.max(start, end - SecretNames.LONGEST), end);
    return value < 0 ? word(name, start, end, at, sign) : pair(name, start, end, quoted, value);
  }

  /// Where the value begins after `=`, `:`, `:=`, `+=`, `==`, `=>` or `->`; -1 where none of
  /// them stands.
  private int afterSign(int sign) {
    int at = sign;
    char c = text.charAt(at);
    if ((c == '+' || c == '?') && text.startsWith("=", at + 1)) {
      at++;
      c = '=';
    }
    if (text.startsWith("->", at)) {
      return Scan.skipBlanks(text, at + 2);
    }
    if ((c != '=' && c != ':') || text.startsWith("://", at)) {
      return -1;
    }
    at++;
    while (at < text.length()
        && at < sign + 3
        && (text.charAt(at) == '=' || text.charAt(at) == '>')) {
      at++;
    }
    return Scan.skipBlanks(text, at);
  }

  private int pair(String name, int start, int end, boolean quoted, int value) {
    lineStart(start);
    PairValue.Place place = values.place(lineStart, start, quoted, value);
    if (names.announceSecret(name) || isOther(name, start, place)) {
      return secret(name, start, place);
    }
    String lower = name.length() <= 12 ? name.toLowerCase(Locale.ROOT) : "";
    switch (lower) {
      case "name", "key", "envvar" -> named(place);
      case "value", "defaultvalue", "stringvalue" -> value(place);
      default -> {
        if (isInner(name, start)) {
          spans.add(values.span(place));
        }
      }
    }
    return end;
  }

  private int secret(String name, int start, PairValue.Place place) {
    int at = place.value();
    if (at < text.length() && text.charAt(at) == '{' && !text.startsWith("{{", at)) {
      if (unread) {
        int close = closing(at);
        spans.add(at + 1, close);
        return Math.max(at + 1, close);
      }
      openedAt = at;
      collection = SecretNames.announceSecrets(name);
      return at;
    }
    if (values.isNested(place)) {
      if (start >= nestedUntil) {
        nestedUntil = values.nested(place, spans);
        collection = SecretNames.announceSecrets(name);
      }
      return at;
    }
    Spans.Span span = values.span(place);
    spans.add(span);
    return Math.max(at, span.end());
  }

  /// Where the bracket closes that opens here; the end of the line where more follows it there, and
  /// the end of the text where it does not close.
  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        int lineEnd = Scan.lineEnd(text, open);
        boolean alone =
            i + 1 == text.length() || ",; \t\r\n}])\"'".indexOf(text.charAt(i + 1)) >= 0;
        return i < lineEnd && !alone ? lineEnd : i;
      }
    }
    return text.length();
  }

  private boolean isOther(String name, int start, PairValue.Place place) {
    if (jaas && name.startsWith("user_")) {
      return true;
    }
    if (name.length() > 24) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    if (OtherNames.isOfHeader(name)
        || OtherNames.isSignature(before, lower)
        || (cloudInit && lower.equals("list"))) {
      return true;
    }
    return OtherNames.isLogin(lower) && OtherNames.isUserAndPassword(text, values.span(place));
  }

  /// `name: DB_PASSWORD`, which a `value` follows or went before.
  private void named(PairValue.Place place) {
    Spans.Span span = values.span(place);
    secretNamed =
        span.end() - span.start() <= SecretNames.LONGEST
            && names.announceSecret(text.substring(span.start(), span.end()));
    namedAt = span.end();
    if (secretNamed && lastValue.isPresent()) {
      Spans.Span before = values.span(lastValue.get());
      if (sameObject(before.end(), place.name())) {
        spans.add(before);
      }
    }
    lastValue = Optional.empty();
  }

  private void value(PairValue.Place place) {
    boolean ofName = secretNamed && sameObject(namedAt, place.name());
    if (ofName || isInner("value", place.name())) {
      spans.add(values.isNested(place) ? new Spans.Span(0, 0) : values.span(place));
    } else {
      lastValue = Optional.of(place);
    }
  }

  /// Whether the field stands below a secret name and holds the secret itself.
  private boolean isInner(String name, int start) {
    boolean below =
        start < nestedUntil
            || (openedAt >= 0
                && start - openedAt <= LONGEST_OBJECT
                && text.indexOf('}', openedAt, start) < 0);
    return below
        && (INNER.contains(name.toLowerCase(Locale.ROOT))
            || ((collection || unread) && !SecretNames.describeSecret(name)));
  }

  /// Whether no object and no list item ends between the places.
  private boolean sameObject(int from, int to) {
    if (to < from || to - from > LONGEST_OBJECT) {
      return false;
    }
    boolean lineBegins = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '}' || c == '{' || c == '<' || (lineBegins && c == '-')) {
        return false;
      }
      lineBegins = c == '\n' || (lineBegins && Scan.isBlank(c));
    }
    return true;
  }

  /// A name that is followed by its value without any sign: `--password value`.
  private int word(String name, int start, int end, int at, int sign) {
    lineStart(start);
    boolean flag = name.startsWith("-") && names.announceSecret(name);
    if (!flag
        && names.announceSecret(name)
        && BlankNames.isDirective(text, name, lineStart, start, at, sign)) {
      int last = Scan.trimmed(text, sign, BlankNames.directiveEnd(text, sign));
      boolean quotes =
          last - sign > 1
              && Scan.isQuote(text.charAt(sign))
              && text.charAt(last - 1) == text.charAt(sign);
      if (!BlankNames.isVariable(text.substring(sign, last))) {
        spans.add(quotes ? sign + 1 : sign, quotes ? last - 1 : last);
      }
      return Math.max(end, last);
    }
    if (!flag && !BlankNames.announceSecret(text, name, start, at, sign)) {
      return end;
    }
    int argument =
        name.equals("auth-pass") ? Scan.skipBlanks(text, LineParts.wordEnd(text, sign)) : sign;
    if (argument >= text.length()) {
      return end;
    }
    Spans.Span span = values.argument(lineStart, at, argument, flag);
    if (span.isEmpty()) {
      return end;
    }
    spans.add(span);
    return Math.max(end, span.end());
  }

  /// Moves to the line that this place is on. Places only grow.
  private void lineStart(int at) {
    while (lineEnd < at) {
      lineStart = lineEnd + 1;
      lineEnd = Scan.lineEnd(text, lineStart);
    }
  }
}

package dev.drift.secret.text;

import dev.drift.secret.scan.Spans;
import dev.drift.secret.tree.Unquoted;

/// The strings of JSON, and what looks like them, that hold whole texts: `"user=x\npassword=y"`.
///
/// Such a text is read without its escapes, so that its lines are lines, and by itself.
final class Quotations {
  /// Stands for each character of a text that is read by itself.
  private static final char FILLER = '\uFFFD';

  private static final int SHORTEST = 8;

  /// Finds the secrets of a text.
  interface Finder {
    void find(String text, Spans spans);
  }

  private final String text;
  private final Spans spans;
  private final Finder inner;
  private final StringBuilder outer;

  private Quotations(String text, Spans spans, Finder inner) {
    this.text = text;
    this.spans = spans;
    this.inner = inner;
    this.outer = new StringBuilder();
  }

  /// Finds what is secret in the quoted texts.
  ///
  /// @return the text without them, as long as before
  static String find(String text, Spans spans, Finder inner) {
    if (text.indexOf('"') < 0 || text.indexOf('\\') < 0) {
      return text;
    }
    Quotations quotations = new Quotations(text, spans, inner);
    quotations.find();
    return quotations.outer.isEmpty()
        ? text
        : quotations.outer.append(text, quotations.outer.length(), text.length()).toString();
  }

  private void find() {
    int at = 0;
    int opened = -1;
    boolean escapes = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        opened = -1;
      } else if (c == '\\' && opened >= 0 && at + 1 < text.length()) {
        char next = text.charAt(at + 1);
        escapes |= next == 'n' || next == '"';
        at += next == '\n' ? 0 : 1;
      } else if (c == '"') {
        if (opened >= 0 && escapes && at - opened > SHORTEST) {
          read(opened + 1, at);
        }
        opened = opened < 0 ? at : -1;
        escapes = false;
      }
      at++;
    }
  }

  private void read(int start, int end) {
    Unquoted plain = Unquoted.of(text, start, end);
    Spans within = new Spans(plain.text());
    inner.find(plain.text(), within);
    within
        .found()
        .forEach(span -> spans.add(plain.places()[span.start()], plain.places()[span.end()]));
    outer.append(text, outer.length(), start).repeat(FILLER, end - start);
  }
}

package dev.drift.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where the secrets of a text stand. Those that overlap become one.
final class Spans {
  /// @param end the first position after it
  record Span(int start, int end) {
    boolean isEmpty() {
      return start >= end;
    }
  }

  private final String text;
  private final List<Span> found = new ArrayList<>();

  Spans(String text) {
    this.text = text;
  }

  /// Adds what stands there, unless it is a reference or nothing.
  void add(int start, int end) {
    if (start < end && !References.isReference(text.substring(start, end))) {
      found.add(new Span(start, end));
    }
  }

  void add(Span span) {
    add(span.start(), span.end());
  }

  List<Span> found() {
    return found;
  }

  /// The text with a mask in place of each span. What starts with a mask already has been masked.
  String masked(MaskTokens tokens) {
    if (found.isEmpty()) {
      return text;
    }
    found.sort(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
    StringBuilder out = new StringBuilder(text.length() + found.size() * 32);
    int done = 0;
    int start = found.getFirst().start();
    int end = start;
    for (Span span : found) {
      if (span.start() >= end && end > start) {
        done = put(start, end, done, out, tokens);
        start = span.start();
      }
      end = Math.max(end, span.end());
    }
    done = put(start, end, done, out, tokens);
    return out.append(text, done, text.length()).toString();
  }

  private int put(int start, int end, int done, StringBuilder out, MaskTokens tokens) {
    out.append(text, done, start);
    out.append(
        tokens.standsAt(text, start)
            ? text.substring(start, end)
            : tokens.of(text.substring(start, end)));
    return end;
  }
}

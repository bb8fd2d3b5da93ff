package dev.drift.secret.scan;

import dev.drift.secret.key.MaskTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where the secrets of a text stand. Those that overlap become one.
public final class Spans {
  /// @param end the first position after it
  public record Span(int start, int end) {
    public boolean isEmpty() {
      return start >= end;
    }
  }

  private final String text;
  private final boolean hasMasks;
  private final List<Span> found = new ArrayList<>();

  /// @param text in which whatever looks like a mask is one
  public Spans(String text) {
    this.text = text;
    this.hasMasks = text.contains(MaskTokens.OPEN);
  }

  /// Adds what stands there, unless it is a reference or nothing. A part of a mask is not a secret.
  public void add(int from, int end) {
    int start = hasMasks ? behindMask(from) : from;
    if (start < end && !References.isReference(text.substring(start, end))) {
      found.add(new Span(start, end));
    }
  }

  private int behindMask(int at) {
    int open = text.indexOf(MaskTokens.OPEN, Math.max(0, at - MaskTokens.LENGTH + 1), at);
    return open < 0 ? at : Math.max(at, open + MaskTokens.LENGTH);
  }

  public void add(Span span) {
    add(span.start(), span.end());
  }

  public List<Span> found() {
    return found;
  }

  /// The text with a mask in place of each span. What starts with a mask already has been masked.
  public String masked(MaskTokens tokens) {
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

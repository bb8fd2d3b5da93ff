package dev.drift.source.origin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is put in the place of a text to see where it goes: of the same shape, so that templates
/// and kustomize take it, and different from each other one.
final class Marker {
  /// Of no setting that anyone writes, and a valid port.
  private static final int FIRST = 20_011;

  private static final Pattern NUMBER = Pattern.compile("(-?\\d+)(\\.\\d+)?([A-Za-z]{0,3})");
  private static final Pattern DIGEST = Pattern.compile("(.*@sha256:)[0-9a-f]{64}");

  private Marker() {}

  /// @param number counts the markers of a source from 0
  /// @param image whether the text is the name of an image, which rules of kustomize know by its
  ///     name without the tag
  static String of(String text, int number, boolean image) {
    String mark = String.valueOf(FIRST + number);
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true") ? "false" : "true";
    }
    Matcher quantity = NUMBER.matcher(text);
    if (quantity.matches()) {
      return mark + quantity.group(3);
    }
    Matcher digest = DIGEST.matcher(text);
    if (digest.matches()) {
      return digest.group(1) + "0".repeat(64 - mark.length()) + mark;
    }
    if (image) {
      int colon = text.lastIndexOf(':');
      return (colon > text.lastIndexOf('/') ? text.substring(0, colon) : text) + ":" + mark;
    }
    return text + "-" + mark;
  }
}

package dev.drift.act.issue;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.group.Member;
import dev.drift.finding.group.Told;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line in the body of an issue by which Drift finds it again, with all that it needs to go on
/// with the issue: an HTML comment, which nobody sees.
///
/// @param scope of the runs that know about it
/// @param since when the group was first told
/// @param resolved whether Drift found that all is gone
/// @param fingerprints the starts of them, to keep the body small
record Marker(
    String key, String scope, Instant since, boolean resolved, List<String> fingerprints) {
  static final String END = "<!-- drift:end -->";

  /// Of the 64 digits of a fingerprint; 2 of 10 billion findings would share them.
  static final int DIGITS = 16;

  private static final int MOST_FINGERPRINTS = 1000;

  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^<!-- drift:begin v1 key=([0-9a-f]{32}) scope=([0-9a-f]{32}) since=([0-9T:.Z-]{1,40})"
              + " state=(open|resolved) fingerprints=([0-9a-f,]*) -->\\r?$");

  Marker {
    requireNonNull(key, "key is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(since, "since is null");
    fingerprints = List.copyOf(fingerprints);
  }

  static Marker of(Told told, boolean resolved) {
    return new Marker(
        told.key(),
        told.scope(),
        told.since(),
        resolved,
        told.members().stream()
            .limit(MOST_FINGERPRINTS)
            .map(Member::fingerprint)
            .map(Marker::start)
            .toList());
  }

  static String start(String fingerprint) {
    return fingerprint.substring(0, Math.min(DIGITS, fingerprint.length()));
  }

  String line() {
    return "<!-- drift:begin v1 key=%s scope=%s since=%s state=%s fingerprints=%s -->"
        .formatted(
            key, scope, since, resolved ? "resolved" : "open", String.join(",", fingerprints));
  }

  /// The first in a body.
  static Optional<Marker> in(String body) {
    Matcher line = LINE.matcher(body);
    if (!line.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Marker(
              line.group(1),
              line.group(2),
              Instant.parse(line.group(3)),
              line.group(4).equals("resolved"),
              Arrays.stream(line.group(5).split(",")).filter(it -> !it.isEmpty()).toList()));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// The body with the part that is Drift's replaced; what people wrote before and after it stays.
  static String replaced(String body, String block) {
    Matcher line = LINE.matcher(body);
    if (!line.find()) {
      return block;
    }
    int end = body.indexOf(END, line.end());
    return body.substring(0, line.start())
        + block
        + (end < 0 ? "" : body.substring(end + END.length()));
  }
}

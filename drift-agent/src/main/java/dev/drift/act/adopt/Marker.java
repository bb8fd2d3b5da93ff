package dev.drift.act.adopt;

import dev.drift.model.Sha256;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last line of a request that Drift wrote, which readers do not see: a hash of the text, by
/// which Drift knows whether a person has edited it since, and the fingerprints.
///
/// @param text the first digits of the hash of title and body
/// @param fingerprints of the findings that the request is about
record Marker(String text, Set<String> fingerprints) {
  private static final int MOST = 200;
  private static final int DIGITS = 16;
  private static final Pattern FORM =
      Pattern.compile("<!-- drift-adopt ([0-9a-f]{16}) ([0-9a-f]{64}(?:,[0-9a-f]{64})*) -->");

  Marker {
    fingerprints = Collections.unmodifiableSet(new TreeSet<>(fingerprints));
  }

  /// The body with its marker.
  static String mark(String title, String body, Collection<String> fingerprints) {
    return "%s\n\n<!-- drift-adopt %s %s -->"
        .formatted(
            body,
            hash(title, body),
            String.join(",", new TreeSet<>(fingerprints).stream().limit(MOST).toList()));
  }

  /// Only the last line counts: what stands above may come from the cluster.
  static Optional<Marker> of(String marked) {
    String text = marked.stripTrailing();
    Matcher matcher = FORM.matcher(text.substring(text.lastIndexOf('\n') + 1));
    return matcher.matches()
        ? Optional.of(
            new Marker(matcher.group(1), Set.copyOf(Arrays.asList(matcher.group(2).split(",")))))
        : Optional.empty();
  }

  /// Whether title and body are as Drift wrote them.
  boolean isOf(String title, String marked) {
    String plain = marked.stripTrailing();
    return hash(title, plain.substring(0, Math.max(0, plain.lastIndexOf('\n')))).equals(text);
  }

  /// Browsers send other line ends.
  private static String hash(String title, String body) {
    String normal = (title + "\n" + body).replace("\r\n", "\n").strip();
    return Sha256.hex(normal).substring(0, DIGITS);
  }
}

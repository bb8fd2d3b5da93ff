package dev.drift.source.fetch;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version by <https://semver.org>, as Masterminds/semver parses and orders it: minor and patch
/// may be missing, and a `v` may precede it. What follows `+` is not compared.
///
/// @param prerelease what follows `-`; empty for a release
/// @param metadata what follows `+`; empty if nothing does
/// @param text as it is written
public record SemanticVersion(
    BigInteger major,
    BigInteger minor,
    BigInteger patch,
    String prerelease,
    String metadata,
    String text)
    implements Comparable<SemanticVersion> {
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final String PART = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final Pattern VERSION =
      Pattern.compile(
          "v?%s(?:\\.%s)?(?:\\.%s)?(?:-(%s(?:\\.%s)*))?(?:\\+(%s))?"
              .formatted(NUMBER, NUMBER, NUMBER, PART, PART, IDENTIFIERS));

  /// Of charts and tags, in which nothing may be missing.
  private static final Pattern WHOLE = Pattern.compile("v?\\d+\\.\\d+\\.\\d+(?:[-+].*)?");

  private static final Pattern NUMERIC = Pattern.compile("[0-9]{1,18}");

  public SemanticVersion {
    requireNonNull(major, "major is null");
    requireNonNull(minor, "minor is null");
    requireNonNull(patch, "patch is null");
    requireNonNull(prerelease, "prerelease is null");
    requireNonNull(metadata, "metadata is null");
    requireNonNull(text, "text is null");
  }

  public static Optional<SemanticVersion> of(String text) {
    Matcher parts = VERSION.matcher(text);
    return parts.matches()
        ? Optional.of(
            new SemanticVersion(
                number(parts, 1),
                number(parts, 2),
                number(parts, 3),
                Optional.ofNullable(parts.group(4)).orElse(""),
                Optional.ofNullable(parts.group(5)).orElse(""),
                text))
        : Optional.empty();
  }

  /// The same of a text in which minor and patch stand, as source-controller wants it of charts and
  /// tags.
  static Optional<SemanticVersion> whole(String text) {
    return WHOLE.matcher(text).matches() ? of(text) : Optional.empty();
  }

  private static BigInteger number(Matcher parts, int group) {
    String text = parts.group(group);
    return text == null ? BigInteger.ZERO : new BigInteger(text);
  }

  public boolean isPrerelease() {
    return !prerelease.isEmpty();
  }

  /// With other metadata, as `1.2.3-rc.1+metadata`.
  public String with(String other) {
    return "%s.%s.%s%s+%s"
        .formatted(major, minor, patch, prerelease.isEmpty() ? "" : "-" + prerelease, other);
  }

  public boolean isSame(SemanticVersion other) {
    return compareTo(other) == 0;
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = major.compareTo(other.major);
    order = order != 0 ? order : minor.compareTo(other.minor);
    order = order != 0 ? order : patch.compareTo(other.patch);
    if (order != 0 || prerelease.equals(other.prerelease)) {
      return order;
    }
    if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
      return prerelease.isEmpty() ? 1 : -1;
    }
    return comparePrereleases(prerelease, other.prerelease);
  }

  static int comparePrereleases(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = comparePart(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /// Numbers come before texts, and fewer parts before more.
  private static int comparePart(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(!one.isEmpty(), !other.isEmpty());
    }
    boolean isNumber = NUMERIC.matcher(one).matches();
    boolean isOtherNumber = NUMERIC.matcher(other).matches();
    if (isNumber && isOtherNumber) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    return isNumber == isOtherNumber ? one.compareTo(other) : isNumber ? -1 : 1;
  }
}

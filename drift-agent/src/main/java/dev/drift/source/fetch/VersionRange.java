package dev.drift.source.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which versions fulfil a constraint such as `>=1.2 <2` or `~1.4 || ^3`, as Flux, Helm and Argo CD
/// decide it: a port of
/// <https://github.com/Masterminds/semver/blob/v3.4.0/constraints.go>. A prerelease fulfils only
/// alternatives that name one.
final class VersionRange {
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final String PART = "[0-9xX*]{1,18}";
  private static final String VERSION =
      "v?%s(?:\\.%s)?(?:\\.%s)?(?:-%s)?(?:\\+%s)?"
          .formatted(PART, PART, PART, IDENTIFIERS, IDENTIFIERS);
  private static final String OPERATOR = "=>|=<|!=|>=|<=|~>|=|>|<|~|\\^|";
  private static final Pattern ONE =
      Pattern.compile("\\s*(%s)\\s*(%s)".formatted(OPERATOR, VERSION));
  private static final Pattern BETWEEN =
      Pattern.compile("\\s*(%s)\\s+-\\s+(%s)\\s*".formatted(VERSION, VERSION));
  private static final Pattern PARTS =
      Pattern.compile(
          "v?(%s)(?:\\.(%s))?(?:\\.(%s))?(-%s)?(?:\\+%s)?"
              .formatted(PART, PART, PART, IDENTIFIERS, IDENTIFIERS));
  private static final int LONGEST = 500;

  private final List<List<Constraint>> alternatives;

  /// @param least with zeros for what it leaves open
  /// @param open whether it leaves a part open
  /// @param minorOpen whether minor is the first of these
  /// @param patchOpen whether patch is
  private record Constraint(
      String operator, SemanticVersion least, boolean open, boolean minorOpen, boolean patchOpen) {}

  private VersionRange(List<List<Constraint>> alternatives) {
    this.alternatives = alternatives;
  }

  /// @param text empty or `*` for any release
  /// @return empty if it is not valid
  static Optional<VersionRange> of(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = BETWEEN.matcher(text.isBlank() ? "*" : text).replaceAll(">= $1, <= $2 ");
    List<List<Constraint>> alternatives = new ArrayList<>();
    for (String alternative : plain.split("\\|\\|", -1)) {
      Optional<List<Constraint>> all = all(alternative);
      if (all.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(all.get());
    }
    return Optional.of(new VersionRange(alternatives));
  }

  /// Separated by commas or space.
  private static Optional<List<Constraint>> all(String alternative) {
    List<Constraint> all = new ArrayList<>();
    Matcher one = ONE.matcher(alternative);
    int at = 0;
    while (one.find(at) && one.start() == at) {
      Optional<Constraint> constraint = constraint(one.group(1), one.group(2));
      if (constraint.isEmpty()) {
        return Optional.empty();
      }
      all.add(constraint.get());
      String rest = alternative.substring(one.end());
      if (rest.isBlank()) {
        return Optional.of(all);
      }
      Matcher separator = Pattern.compile("\\s+,?\\s*|,\\s*").matcher(rest);
      if (!separator.lookingAt()) {
        return Optional.empty();
      }
      at = one.end() + separator.end();
    }
    return Optional.empty();
  }

  private static Optional<Constraint> constraint(String operator, String version) {
    Matcher parts = PARTS.matcher(version);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String prerelease = parts.group(4) == null ? "" : parts.group(4);
    boolean majorOpen = isOpen(parts.group(1));
    boolean minorOpen = !majorOpen && isOpen(parts.group(2));
    boolean patchOpen = !majorOpen && !minorOpen && isOpen(parts.group(3));
    String least =
        majorOpen
            ? "0.0.0"
            : minorOpen
                ? parts.group(1) + ".0.0"
                : parts.group(1) + "." + parts.group(2) + (patchOpen ? ".0" : "." + parts.group(3));
    return SemanticVersion.of(least + prerelease)
        .map(
            it ->
                new Constraint(
                    operator, it, majorOpen || minorOpen || patchOpen, minorOpen, patchOpen));
  }

  private static boolean isOpen(String part) {
    return part == null || part.equals("x") || part.equals("X") || part.equals("*");
  }

  boolean contains(SemanticVersion version) {
    return alternatives.stream()
        .anyMatch(
            all ->
                (!version.isPrerelease() || all.stream().anyMatch(it -> it.least().isPrerelease()))
                    && all.stream().allMatch(it -> fulfils(version, it)));
  }

  private static boolean fulfils(SemanticVersion version, Constraint one) {
    SemanticVersion least = one.least();
    int order = version.compareTo(least);
    int major = version.major().compareTo(least.major());
    int minor = version.minor().compareTo(least.minor());
    return switch (one.operator()) {
      case "", "=" -> one.open() ? tilde(version, one) : order == 0;
      case "!=" -> differs(version, one);
      case ">" ->
          !one.open()
              ? order > 0
              : major != 0
                  ? major > 0
                  : !one.minorOpen() && (one.patchOpen() ? minor > 0 : order > 0);
      case "<" -> order < 0;
      case ">=", "=>" -> order >= 0;
      case "<=", "=<" ->
          one.open() ? major < 0 || (major == 0 && (minor <= 0 || one.minorOpen())) : order <= 0;
      case "~", "~>" -> tilde(version, one);
      case "^" -> caret(version, one);
      default -> false;
    };
  }

  private static boolean differs(SemanticVersion version, Constraint one) {
    SemanticVersion least = one.least();
    if (one.open()) {
      if (!version.major().equals(least.major())) {
        return true;
      }
      if (one.minorOpen()) {
        return false;
      }
      if (!version.minor().equals(least.minor())) {
        return true;
      }
      if (one.patchOpen()) {
        return (version.isPrerelease() || least.isPrerelease())
            && SemanticVersion.comparePrereleases(version.prerelease(), least.prerelease()) != 0;
      }
    }
    return !version.isSame(least);
  }

  private static boolean tilde(SemanticVersion version, Constraint one) {
    SemanticVersion least = one.least();
    if (version.compareTo(least) < 0) {
      return false;
    }
    boolean any =
        least.major().signum() == 0
            && least.minor().signum() == 0
            && least.patch().signum() == 0
            && !one.minorOpen()
            && !one.patchOpen();
    return any
        || (version.major().equals(least.major())
            && (one.minorOpen() || version.minor().equals(least.minor())));
  }

  private static boolean caret(SemanticVersion version, Constraint one) {
    SemanticVersion least = one.least();
    if (version.compareTo(least) < 0) {
      return false;
    }
    if (least.major().signum() > 0 || one.minorOpen()) {
      return version.major().equals(least.major());
    }
    if (version.major().signum() > 0) {
      return false;
    }
    if (least.minor().signum() > 0 || one.patchOpen()) {
      return version.minor().equals(least.minor());
    }
    return version.minor().signum() == 0 && version.patch().equals(least.patch());
  }
}

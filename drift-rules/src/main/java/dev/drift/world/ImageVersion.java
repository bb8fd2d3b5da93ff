package dev.drift.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version in a tag: `479`, `v1.2.3`, `1.2.3-rc.1`, `7.4.2-alpine`.
///
/// Ordered by semantic versioning; numbers that are not written count as 0. What follows the
/// numbers is a pre-release where it begins with a word for one, and otherwise a variant of the
/// image, of which nothing says which is newer.
///
/// @param numbers without the zeros at their end
/// @param rest what follows them, in lower case, without the first hyphen
public record ImageVersion(List<Long> numbers, String rest) {
  /// A number of more digits is a date or the beginning of a commit.
  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d{1,6}(?:\\.\\d{1,6}){0,3})(?:(?:[-_]|\\.(?=\\p{Alpha}))(\\p{Alnum}[\\w.-]*))?");
  private static final Pattern EARLY =
      Pattern.compile(
          "(dev|snapshot|nightly|pre|preview|alpha|a|beta|b|milestone|m|rc|cr)[.-]?(\\d{1,6})?");

  /// Each comes before the next.
  private static final List<Set<String>> STAGES =
      List.of(
          Set.of("alpha", "a"), Set.of("beta", "b"), Set.of("milestone", "m"), Set.of("rc", "cr"));

  public ImageVersion {
    numbers = List.copyOf(numbers);
  }

  /// Empty if the tag is not a version.
  public static Optional<ImageVersion> parse(String tag) {
    Matcher matcher = FORM.matcher(tag);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Long> numbers = new ArrayList<>();
    for (String number : matcher.group(1).split("\\.", -1)) {
      numbers.add(Long.parseLong(number));
    }
    while (numbers.size() > 1 && numbers.getLast() == 0) {
      numbers.removeLast();
    }
    String rest = Optional.ofNullable(matcher.group(2)).orElse("").toLowerCase(Locale.ROOT);
    return Optional.of(new ImageVersion(numbers, rest));
  }

  /// Negative if this is older; empty if unknown.
  public OptionalInt compare(ImageVersion other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int order = Long.compare(number(i), other.number(i));
      if (order != 0) {
        return OptionalInt.of(order);
      }
    }
    if (rest.equals(other.rest)) {
      return OptionalInt.of(0);
    }
    Matcher early = EARLY.matcher(rest);
    Matcher otherEarly = EARLY.matcher(other.rest);
    if (early.matches() && other.rest.isEmpty()) {
      return OptionalInt.of(-1);
    }
    if (otherEarly.matches() && rest.isEmpty()) {
      return OptionalInt.of(1);
    }
    return early.matches() && otherEarly.matches()
        ? compareStages(early, otherEarly)
        : OptionalInt.empty();
  }

  private static OptionalInt compareStages(Matcher early, Matcher other) {
    int stage = stage(early.group(1));
    int otherStage = stage(other.group(1));
    if (stage < 0 || otherStage < 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        stage == otherStage
            ? Long.compare(stageNumber(early), stageNumber(other))
            : Integer.compare(stage, otherStage));
  }

  private static int stage(String word) {
    for (int i = 0; i < STAGES.size(); i++) {
      if (STAGES.get(i).contains(word)) {
        return i;
      }
    }
    return -1;
  }

  private static long stageNumber(Matcher early) {
    return Optional.ofNullable(early.group(2)).map(Long::parseLong).orElse(0L);
  }

  private long number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }
}

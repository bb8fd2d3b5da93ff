package dev.drift.git.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// One name of a pattern of `.gitignore`: `*`, `?`, `[a-z]` and characters that stand for
/// themselves. Matching takes at most the length of the name times that of the pattern.
final class Wildcard {
  private static final Map<String, IntPredicate> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", c -> isAlpha(c) || isDigit(c)),
          Map.entry("alpha", Wildcard::isAlpha),
          Map.entry("blank", c -> c == ' ' || c == '\t'),
          Map.entry("cntrl", c -> c < ' ' || c == 0x7f),
          Map.entry("digit", Wildcard::isDigit),
          Map.entry("graph", c -> c > ' ' && c < 0x7f),
          Map.entry("lower", c -> c >= 'a' && c <= 'z'),
          Map.entry("print", c -> c >= ' ' && c < 0x7f),
          Map.entry("punct", c -> c > ' ' && c < 0x7f && !isAlpha(c) && !isDigit(c)),
          Map.entry("space", c -> c == ' ' || (c >= '\t' && c <= '\r')),
          Map.entry("upper", c -> c >= 'A' && c <= 'Z'),
          Map.entry("xdigit", c -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));

  /// One step through a name.
  private sealed interface Step {
    /// Any characters, also none.
    record Star() implements Step {}

    record One(IntPredicate character) implements Step {}
  }

  private final List<Step> steps;

  private Wildcard(List<Step> steps) {
    this.steps = steps;
  }

  /// Empty for a pattern that Git takes for broken, so that it matches nothing.
  static Optional<Wildcard> parse(String pattern) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      switch (c) {
        case '*' -> steps.add(new Step.Star());
        case '?' -> steps.add(new Step.One(_ -> true));
        case '[' -> {
          Brackets set = new Brackets(pattern, at);
          if (!set.read()) {
            return Optional.empty();
          }
          steps.add(new Step.One(set));
          at = set.end();
        }
        case '\\' -> {
          if (at == pattern.length()) {
            return Optional.empty();
          }
          char escaped = pattern.charAt(at++);
          steps.add(new Step.One(one -> one == escaped));
        }
        default -> steps.add(new Step.One(one -> one == c));
      }
    }
    return Optional.of(new Wildcard(List.copyOf(steps)));
  }

  /// Where a name does not go on after a star, the star takes one character more. Only the last
  /// star need be asked: what those before it could take instead leads nowhere else.
  boolean matches(String name) {
    int at = 0;
    int step = 0;
    int star = -1;
    int tried = 0;
    while (at < name.length()) {
      if (isStar(step)) {
        star = step++;
        tried = at;
      } else if (fits(step, name.charAt(at))) {
        at++;
        step++;
      } else if (star >= 0) {
        step = star + 1;
        at = ++tried;
      } else {
        return false;
      }
    }
    while (isStar(step)) {
      step++;
    }
    return step == steps.size();
  }

  private boolean isStar(int step) {
    return step < steps.size() && steps.get(step) instanceof Step.Star;
  }

  private boolean fits(int step, char c) {
    return step < steps.size()
        && steps.get(step) instanceof Step.One(IntPredicate character)
        && character.test(c);
  }

  private static boolean isAlpha(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Characters in brackets.
  private static final class Brackets implements IntPredicate {
    private final String pattern;
    private final List<IntPredicate> members = new ArrayList<>();
    private boolean negated;
    private int at;

    /// @param start behind the bracket
    Brackets(String pattern, int start) {
      this.pattern = pattern;
      this.at = start;
    }

    int end() {
      return at;
    }

    /// Whether it is well formed.
    boolean read() {
      negated = at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
      at += negated ? 1 : 0;
      boolean first = true;
      while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
        if (!(pattern.startsWith("[:", at) ? named() : range())) {
          return false;
        }
        first = false;
      }
      return at++ < pattern.length();
    }

    private boolean named() {
      int end = pattern.indexOf(']', at + 2);
      if (end < 0) {
        return false;
      }
      if (pattern.charAt(end - 1) != ':' || end - 1 < at + 2) {
        return range(); // no name of a class: the bracket stands for itself
      }
      Optional<IntPredicate> known =
          Optional.ofNullable(CLASSES.get(pattern.substring(at + 2, end - 1)));
      known.ifPresent(members::add);
      at = end + 1;
      return known.isPresent();
    }

    private boolean range() {
      Optional<Character> from = character();
      if (from.isEmpty()) {
        return false;
      }
      char low = from.get();
      boolean range =
          at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
      if (!range) {
        members.add(c -> c == low);
        return true;
      }
      at++;
      Optional<Character> to = character();
      to.ifPresent(high -> members.add(c -> c >= low && c <= high));
      return to.isPresent();
    }

    private Optional<Character> character() {
      if (pattern.charAt(at) == '\\') {
        at++;
      }
      return at < pattern.length() ? Optional.of(pattern.charAt(at++)) : Optional.empty();
    }

    @Override
    public boolean test(int c) {
      return negated ^ members.stream().anyMatch(member -> member.test(c));
    }
  }
}

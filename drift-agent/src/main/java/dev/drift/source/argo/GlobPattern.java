package dev.drift.source.argo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// The three kinds of globs that Argo CD takes.
///
/// Follows all ways through the glob at once, so a path takes at most its length times that of the
/// glob: `java.util.regex` tries one way after the other, without end for `*a*a*a*b`.
final class GlobPattern {
  private static final int LONGEST = 4_096;

  /// The state in which all of the path is matched.
  private static final int END = 0;

  /// Which library reads the glob.
  private enum Dialect {
    GOBWAS,
    PATH_MATCH,
    DOUBLESTAR
  }

  /// @param takes the character after which it is left for the first of the next ones
  /// @param isFork whether it is left for all of the next ones without a character
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record State(IntPredicate takes, boolean isFork, int[] next) {}

  private final boolean isTooLong;
  private final boolean isMisread;
  private final List<State> states =
      new ArrayList<>(List.of(new State(GlobPattern::none, false, new int[0])));

  /// Empty if the glob is not valid: it matches nothing.
  private final Optional<Integer> start;

  private GlobPattern(String glob, Dialect dialect) {
    isTooLong = glob.length() > LONGEST;
    Optional<List<Part>> parts = isTooLong ? Optional.empty() : new Parser(glob, dialect).parse();
    isMisread = dialect == Dialect.GOBWAS && parts.filter(GlobPattern::isMisread).isPresent();
    start = parts.map(it -> add(it, END));
  }

  /// Of `directory.include` and `exclude`, <https://github.com/gobwas/glob> without separators: `*`
  /// matches `/` too.
  static GlobPattern ofFiles(String glob) {
    return new GlobPattern(glob, Dialect.GOBWAS);
  }

  /// As Go's `path.Match`: `*` ends at `/`, and there is no `**`.
  static GlobPattern ofPath(String glob) {
    return new GlobPattern(glob, Dialect.PATH_MATCH);
  }

  /// As <https://github.com/bmatcuk/doublestar>: `**` stands for any folders.
  static GlobPattern ofFolders(String glob) {
    return new GlobPattern(glob, Dialect.DOUBLESTAR);
  }

  /// Whether the text is more than a path to Argo CD.
  static boolean isGlob(String text) {
    return text.contains("*") || text.contains("?") || text.contains("[");
  }

  /// @throws NotRendered if it takes too many steps, or nobody can say what Argo CD matches
  boolean matches(String path, StepLimit limit) throws NotRendered {
    if (isTooLong) {
      throw new NotRendered("one of its globs has more than %,d characters".formatted(LONGEST));
    }
    if (isMisread) {
      throw new NotRendered(
          "one of its globs has alternatives that begin with one of any length, as {*,b}c, which"
              + " Argo CD matches wrongly; write that one last");
    }
    if (start.isEmpty()) {
      return false;
    }
    int[] entered = new int[states.size()];
    int[] now = new int[states.size()];
    int[] then = new int[states.size()];
    int round = 1;
    int count = enter(start.get(), now, 0, entered, round);
    for (int i = 0; i < path.length() && count > 0; i += Character.charCount(path.codePointAt(i))) {
      limit.spend(count);
      round++;
      int following = 0;
      for (int each = 0; each < count; each++) {
        State state = states.get(now[each]);
        if (state.takes().test(path.codePointAt(i))) {
          following = enter(state.next()[0], then, following, entered, round);
        }
      }
      int[] before = now;
      now = then;
      then = before;
      count = following;
    }
    return entered[END] == round && count > 0;
  }

  /// Adds a state, or those that it forks to, each once in a round.
  private int enter(int state, int[] list, int count, int[] entered, int round) {
    if (entered[state] == round) {
      return count;
    }
    entered[state] = round;
    int more = count;
    if (states.get(state).isFork()) {
      for (int next : states.get(state).next()) {
        more = enter(next, list, more, entered, round);
      }
    } else {
      list[more] = state;
      more++;
    }
    return more;
  }

  /// A part of a glob.
  private sealed interface Part {
    record One(IntPredicate takes) implements Part {}

    record Star(IntPredicate takes) implements Part {}

    /// `**/`.
    record Folders() implements Part {}

    record Choice(List<List<Part>> options) implements Part {}
  }

  private static boolean isMisread(List<Part> parts) {
    return parts.stream()
        .anyMatch(
            it ->
                it instanceof Part.Choice(List<List<Part>> options)
                    && ((parts.size() > 1 && isMisreadChoice(options))
                        || options.stream().anyMatch(GlobPattern::isMisread)));
  }

  /// Gobwas forgets the first options if their length is not fixed and that of the others is.
  /// See `AnyOf.Len` in <https://github.com/gobwas/glob/blob/master/match/any_of.go>.
  private static boolean isMisreadChoice(List<List<Part>> options) {
    List<OptionalInt> lengths = options.stream().map(GlobPattern::length).toList();
    List<OptionalInt> others = lengths.stream().dropWhile(OptionalInt::isEmpty).distinct().toList();
    return lengths.getFirst().isEmpty() && others.size() == 1 && others.getFirst().isPresent();
  }

  /// Of what it matches; empty if that is not fixed.
  private static OptionalInt length(List<Part> parts) {
    int length = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.One _ -> length++;
        case Part.Star _, Part.Folders _ -> {
          return OptionalInt.empty();
        }
        case Part.Choice(List<List<Part>> options) -> {
          List<OptionalInt> lengths = options.stream().map(GlobPattern::length).distinct().toList();
          if (lengths.size() != 1 || lengths.getFirst().isEmpty()) {
            return OptionalInt.empty();
          }
          length += lengths.getFirst().getAsInt();
        }
      }
    }
    return OptionalInt.of(length);
  }

  /// From the last part to the first.
  ///
  /// @return the state in which they begin
  private int add(List<Part> parts, int after) {
    int next = after;
    for (int i = parts.size() - 1; i >= 0; i--) {
      next = add(parts.get(i), next);
    }
    return next;
  }

  private int add(Part part, int after) {
    return switch (part) {
      case Part.One(IntPredicate takes) -> state(takes, after);
      case Part.Star(IntPredicate takes) -> {
        int fork = fork();
        states.set(fork, new State(GlobPattern::none, true, new int[] {state(takes, fork), after}));
        yield fork;
      }
      case Part.Folders() -> {
        int fork = fork();
        int inName = fork();
        int first = state(GlobPattern::inAName, inName);
        int slash = state(it -> it == '/', fork);
        states.set(inName, new State(GlobPattern::none, true, new int[] {first, slash}));
        states.set(fork, new State(GlobPattern::none, true, new int[] {first, after}));
        yield fork;
      }
      case Part.Choice(List<List<Part>> options) -> {
        int fork = fork();
        int[] next = options.stream().mapToInt(it -> add(it, after)).toArray();
        states.set(fork, new State(GlobPattern::none, true, next));
        yield fork;
      }
    };
  }

  private int state(IntPredicate takes, int next) {
    states.add(new State(takes, false, new int[] {next}));
    return states.size() - 1;
  }

  /// One whose ways are not known yet.
  private int fork() {
    states.add(new State(GlobPattern::none, true, new int[0]));
    return states.size() - 1;
  }

  /// Reads a glob as its library does.
  private static final class Parser {
    /// No valid glob of a person nests deeper.
    private static final int DEEPEST = 100;

    private final int[] glob;
    private final Dialect dialect;
    private int at;
    private boolean isValid = true;

    Parser(String glob, Dialect dialect) {
      this.glob = glob.codePoints().toArray();
      this.dialect = dialect;
    }

    /// @return empty if it is not valid
    Optional<List<Part>> parse() {
      List<Part> parts = sequence(0);
      return isValid ? Optional.of(parts) : Optional.empty();
    }

    private boolean isAtEnd() {
      return at >= glob.length;
    }

    private boolean isAt(int index, char c) {
      return index >= 0 && index < glob.length && glob[index] == c;
    }

    /// Up to the end, or the `,` or `}` after an alternative.
    private List<Part> sequence(int depth) {
      List<Part> parts = new ArrayList<>();
      while (isValid && !isAtEnd() && !(depth > 0 && (isAt(at, ',') || isAt(at, '}')))) {
        parts.add(part(depth));
      }
      return parts;
    }

    private Part part(int depth) {
      int c = glob[at];
      if (c == '*') {
        return stars(depth);
      }
      at++;
      return switch (c) {
        case '?' ->
            new Part.One(dialect == Dialect.GOBWAS ? GlobPattern::any : GlobPattern::inAName);
        case '[' -> new Part.One(characters());
        case '/' -> isAtLastStars() ? allWithin() : literal(c);
        case '{' -> dialect == Dialect.PATH_MATCH ? literal(c) : choice(depth + 1);
        case '\\' -> {
          if (isAtEnd()) {
            isValid &= dialect == Dialect.GOBWAS;
            yield new Part.Choice(List.of(List.of()));
          }
          at++;
          yield literal(glob[at - 1]);
        }
        default -> literal(c);
      };
    }

    private static Part literal(int c) {
      return new Part.One(it -> it == c);
    }

    private boolean isAtLastStars() {
      return dialect == Dialect.DOUBLESTAR
          && at + 2 == glob.length
          && isAt(at, '*')
          && isAt(at + 1, '*');
    }

    /// `/**`: a folder too.
    private Part allWithin() {
      at += 2;
      return new Part.Choice(
          List.of(List.of(), List.of(literal('/'), new Part.Star(GlobPattern::any))));
    }

    private Part stars(int depth) {
      int first = at;
      while (isAt(at, '*')) {
        at++;
      }
      if (dialect == Dialect.GOBWAS) {
        return new Part.Star(GlobPattern::any);
      }
      boolean folders =
          dialect == Dialect.DOUBLESTAR && at - first == 2 && (first == 0 || isAt(first - 1, '/'));
      if (folders && isAt(at, '/')) {
        at++;
        return new Part.Folders();
      }
      boolean last = isAtEnd() || (depth > 0 && (isAt(at, ',') || isAt(at, '}')));
      return new Part.Star(folders && last ? GlobPattern::any : GlobPattern::inAName);
    }

    private Part choice(int depth) {
      List<List<Part>> options = new ArrayList<>();
      isValid &= depth <= DEEPEST;
      boolean more = isValid;
      while (more) {
        options.add(sequence(depth));
        more = isValid && isAt(at, ',');
        // To gobwas the end closes all.
        isValid &= !isAtEnd() || dialect == Dialect.GOBWAS;
        at++;
      }
      isValid &= !(dialect == Dialect.GOBWAS && options.equals(List.of(List.of())));
      return new Part.Choice(options);
    }

    /// After the `[`.
    private IntPredicate characters() {
      boolean negated =
          switch (dialect) {
            case GOBWAS -> isAt(at, '!');
            case PATH_MATCH -> isAt(at, '^');
            case DOUBLESTAR -> isAt(at, '!') || isAt(at, '^');
          };
      if (negated) {
        at++;
      }
      IntPredicate among = dialect == Dialect.GOBWAS ? listOrRange() : ranges();
      return negated ? among.negate() : among;
    }

    /// One range, or characters of which `-` is one.
    private IntPredicate listOrRange() {
      if (isAt(at + 1, '-') && at + 3 < glob.length && !isAt(at, ']')) {
        int low = glob[at];
        int high = glob[at + 2];
        isValid &= isAt(at + 3, ']') && low <= high;
        at += 4;
        return it -> it >= low && it <= high;
      }
      List<Integer> listed = new ArrayList<>();
      while (!isAtEnd() && !isAt(at, ']')) {
        listed.add(escaped());
      }
      isValid &= !isAtEnd() && !listed.isEmpty();
      at++;
      int[] sorted = listed.stream().mapToInt(Integer::intValue).sorted().toArray();
      return it -> Arrays.binarySearch(sorted, it) >= 0;
    }

    private IntPredicate ranges() {
      IntPredicate among = GlobPattern::none;
      boolean any = false;
      while (isValid && !isAtEnd() && !isAt(at, ']')) {
        isValid &= !(dialect == Dialect.PATH_MATCH && isAt(at, '-'));
        int low = escaped();
        int high = low;
        if (isAt(at, '-') && (dialect == Dialect.PATH_MATCH || !isAt(at + 1, ']'))) {
          at++;
          isValid &= !isAtEnd() && !isAt(at, ']') && !isAt(at, '-');
          high = isAtEnd() ? low : escaped();
        }
        int last = high;
        among = among.or(it -> it >= low && it <= last);
        any = true;
      }
      isValid &= any && !isAtEnd();
      at++;
      return among;
    }

    private int escaped() {
      if (isAt(at, '\\') && at + 1 < glob.length) {
        at++;
      }
      at++;
      return glob[at - 1];
    }
  }

  private static boolean any(int ignored) {
    return true;
  }

  private static boolean none(int ignored) {
    return false;
  }

  private static boolean inAName(int character) {
    return character != '/';
  }
}

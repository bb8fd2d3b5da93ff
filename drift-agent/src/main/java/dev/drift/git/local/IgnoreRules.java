package dev.drift.git.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of one `.gitignore`, as <https://git-scm.com/docs/gitignore> says.
///
/// JGit makes regular expressions of them, and one such as `*a*a*a*a*b` takes hours to find that a
/// long name does not match.
final class IgnoreRules {
  /// Rules beyond this number would be asked of each file.
  static final int MOST = 10_000;

  /// The last that matches decides, so that one stands first.
  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /// Empty if the text has too many rules.
  static Optional<IgnoreRules> parse(String text) {
    List<Rule> rules = new ArrayList<>();
    String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : rest.split("\n", -1)) {
      Rule.parse(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
          .ifPresent(rules::add);
      if (rules.size() > MOST) {
        return Optional.empty();
      }
    }
    return Optional.of(new IgnoreRules(List.copyOf(rules.reversed())));
  }

  /// Whether the rules ignore a path; empty if no rule matches it.
  ///
  /// @param path from the folder of the `.gitignore`; the folders above are not ignored
  Optional<Boolean> ignored(String path, boolean folder) {
    List<String> names = List.of(path.split("/"));
    for (Rule rule : rules) {
      if (rule.matches(names, folder)) {
        return Optional.of(!rule.negated());
      }
    }
    return Optional.empty();
  }

  /// Part of a rule between two slashes.
  private sealed interface Part {
    /// `**`: any folders, also none.
    record AnyFolders() implements Part {}

    record Name(Wildcard wildcard) implements Part {}
  }

  /// @param parts if it is only one name, it may be anywhere below
  private record Rule(boolean negated, boolean foldersOnly, boolean anywhere, List<Part> parts) {
    static Optional<Rule> parse(String line) {
      String pattern = withoutBlanks(line);
      if (pattern.isEmpty() || pattern.startsWith("#")) {
        return Optional.empty();
      }
      boolean negated = pattern.startsWith("!");
      pattern = negated ? pattern.substring(1) : pattern;
      boolean foldersOnly = pattern.endsWith("/");
      pattern = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
      boolean anywhere = pattern.indexOf('/') < 0;
      pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
      List<Part> parts = new ArrayList<>();
      for (String name : pattern.split("/", -1)) {
        if (name.equals("**") && !anywhere) {
          parts.add(new Part.AnyFolders());
          continue;
        }
        Optional<Wildcard> wildcard = Wildcard.parse(unescapedSlash(name));
        if (name.isEmpty() || wildcard.isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Part.Name(wildcard.get()));
      }
      return Optional.of(new Rule(negated, foldersOnly, anywhere, List.copyOf(parts)));
    }

    /// Without the blanks at the end, unless a backslash stands before them.
    private static String withoutBlanks(String line) {
      int end = line.length();
      while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
        end--;
      }
      return line.substring(0, end);
    }

    private static boolean isEscaped(String line, int at) {
      int from = at;
      while (from > 0 && line.charAt(from - 1) == '\\') {
        from--;
      }
      return (at - from) % 2 == 1;
    }

    /// A slash may be escaped, which means nothing.
    private static String unescapedSlash(String name) {
      return isEscaped(name, name.length()) ? name.substring(0, name.length() - 1) : name;
    }

    boolean matches(List<String> names, boolean folder) {
      if (foldersOnly && !folder) {
        return false;
      }
      return anywhere ? fits(parts.getFirst(), names.getLast()) : matches(names);
    }

    /// Which beginnings of the path the parts so far stand for.
    private boolean matches(List<String> names) {
      boolean[] reached = new boolean[names.size() + 1];
      reached[0] = true;
      for (int part = 0; part < parts.size(); part++) {
        boolean[] next = new boolean[reached.length];
        if (parts.get(part) instanceof Part.AnyFolders) {
          boolean last = part + 1 == parts.size();
          boolean before = false;
          for (int i = 0; i < next.length; i++) {
            next[i] = before || (reached[i] && !last); // `a/**` is what is in a, not a itself
            before |= reached[i];
          }
        } else {
          for (int i = 1; i < next.length; i++) {
            next[i] = reached[i - 1] && fits(parts.get(part), names.get(i - 1));
          }
        }
        reached = next;
      }
      return reached[names.size()];
    }

    private static boolean fits(Part part, String name) {
      return part instanceof Part.Name(Wildcard wildcard) && wildcard.matches(name);
    }
  }
}

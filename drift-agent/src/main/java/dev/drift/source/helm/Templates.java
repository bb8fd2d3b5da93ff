package dev.drift.source.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What templates of a chart call, found without running them.
///
/// See <https://pkg.go.dev/text/template#hdr-Actions>.
public final class Templates {
  /// The date of Helm's charts never is this one.
  private static final String OTHER_TIME =
      "(toDate \"2006-01-02T15:04:05Z07:00\" \"2001-02-03T04:05:06Z\")";

  private static final String REVISION = ".Release.Revision";

  private static final Pattern REVISIONS = Pattern.compile("(?:\\$\\w*)?\\.Release\\.Revision");

  /// So far from the real one that no other number is taken for it.
  private static final int OTHER_REVISION = 20_010;

  private static final Set<String> BLOCKS = Set.of("if", "range", "with", "define", "block");

  /// What a template or a named part of one calls.
  private static final class Unit {
    private boolean looksUp;
    private final Set<String> included = new HashSet<>();
  }

  private final Map<String, Unit> files = new HashMap<>();
  private final Map<String, Unit> named = new HashMap<>();

  /// @param texts by path
  Templates(Map<String, String> texts) {
    texts.forEach(this::read);
  }

  /// A word of an action: an identifier, a text in quotes, or the revision of the release with the
  /// variable that it is taken from.
  private record Word(String text, boolean quoted, int start, int end) {}

  /// The paths of templates whose own text asks the cluster, or that of a part that they include.
  Set<String> lookingUp() {
    Set<String> found = new HashSet<>();
    files.forEach(
        (path, unit) -> {
          if (looksUp(unit, new HashSet<>())) {
            found.add(path);
          }
        });
    return found;
  }

  private boolean looksUp(Unit unit, Set<String> seen) {
    return unit.looksUp
        || unit.included.stream()
            .filter(seen::add)
            .map(named::get)
            .anyMatch(it -> it != null && looksUp(it, seen));
  }

  private void read(String path, String text) {
    Unit file = files.computeIfAbsent(path, _ -> new Unit());
    Deque<String> open = new ArrayDeque<>();
    for (List<Word> action : actions(text)) {
      if (action.isEmpty()) {
        continue;
      }
      Word first = action.getFirst();
      String keyword = first.quoted() ? "" : first.text();
      boolean names = keyword.equals("define") || keyword.equals("block");
      if (keyword.equals("block") && action.size() > 1) {
        unit(open, file).included.add(action.get(1).text());
      }
      if (BLOCKS.contains(keyword)) {
        open.push(names && action.size() > 1 ? action.get(1).text() : "");
      } else if (keyword.equals("end") && !open.isEmpty()) {
        open.pop();
      }
      Unit unit = unit(open, file);
      for (int i = 0; i < action.size(); i++) {
        Word word = action.get(i);
        if (!word.quoted() && word.text().equals("lookup")) {
          unit.looksUp = true;
        }
        if (!word.quoted()
            && (word.text().equals("include") || word.text().equals("template"))
            && i + 1 < action.size()
            && action.get(i + 1).quoted()) {
          unit.included.add(action.get(i + 1).text());
        }
      }
    }
  }

  /// The innermost part that is open, or else the file.
  private Unit unit(Deque<String> open, Unit file) {
    return open.stream()
        .filter(it -> !it.isEmpty())
        .findFirst()
        .map(it -> named.computeIfAbsent(it, _ -> new Unit()))
        .orElse(file);
  }

  /// What may be another one each time that a chart is rendered.
  public enum Changing {
    /// What `now` returns.
    TIME,
    /// The revision of the release, which `helm template` always takes for the first one.
    REVISION,
    /// Each number that is drawn from a range. The end of the range is never drawn, but may be no
    /// number that the template can use.
    DRAWS
  }

  /// The template with others.
  public static String perturbed(String text, Set<Changing> others) {
    StringBuilder changed = new StringBuilder();
    int done = 0;
    for (List<Word> action : actions(text)) {
      for (Word word : action) {
        String other = word.quoted() ? "" : other(word.text(), others);
        if (!other.isEmpty()) {
          changed.append(text, done, word.start()).append(other);
          done = word.end();
        }
      }
    }
    return changed.append(text.substring(done)).toString();
  }

  /// What takes the place of a word; empty if nothing does.
  private static String other(String word, Set<Changing> others) {
    if (word.equals("now") && others.contains(Changing.TIME)) {
      return OTHER_TIME;
    }
    if (word.equals("randInt") && others.contains(Changing.DRAWS)) {
      return "max";
    }
    return word.endsWith(REVISION) && others.contains(Changing.REVISION)
        ? "(add %s %d)".formatted(word, OTHER_REVISION)
        : "";
  }

  /// Whether a template draws numbers from a range, of which two may be equal by chance.
  public static boolean draws(String text) {
    return !perturbed(text, Set.of(Changing.DRAWS)).equals(text);
  }

  /// Whether a file of a chart is a template.
  ///
  /// @param path as seen from the chart
  public static boolean isOne(String path) {
    return path.startsWith("templates/") || path.contains("/templates/");
  }

  /// The words of each action. Fields such as `.now` and variables are not words.
  private static List<List<Word>> actions(String text) {
    List<List<Word>> actions = new ArrayList<>();
    for (int at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", at)) {
      at += 2;
      List<Word> words = new ArrayList<>();
      int comment = comment(text, at);
      at = comment >= 0 ? comment : words(text, at, words);
      actions.add(words);
    }
    return actions;
  }

  /// Behind a comment that starts here; -1 if none does.
  private static int comment(String text, int at) {
    int start = text.startsWith("-", at) ? at + 1 : at;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith("/*", start)) {
      return -1;
    }
    int end = text.indexOf("*/", start);
    return end < 0 ? text.length() : end + 2;
  }

  /// @return where the action ends
  private static int words(String text, int start, List<Word> words) {
    int at = start;
    while (at < text.length() && !text.startsWith("}}", at)) {
      char c = text.charAt(at);
      if (c == '"' || c == '`' || c == '\'') {
        int end = closing(text, at);
        words.add(new Word(text.substring(at + 1, Math.max(at + 1, end)), true, at, end + 1));
        at = end + 1;
      } else if (Character.isLetter(c) || c == '_') {
        int end = at;
        while (end < text.length()
            && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
          end++;
        }
        boolean field = at > start && ".$".indexOf(text.charAt(at - 1)) >= 0;
        int first = field ? operand(text, start, at) : at;
        String word = text.substring(first, end);
        if (!field || REVISIONS.matcher(word).matches()) {
          words.add(new Word(word, false, first, end));
        }
        at = end;
      } else {
        at++;
      }
    }
    return Math.min(text.length(), at + 2);
  }

  /// Where the variable or the dot starts whose field is here.
  private static int operand(String text, int start, int field) {
    int at = field;
    while (at > start
        && (Character.isLetterOrDigit(text.charAt(at - 1))
            || "_.$".indexOf(text.charAt(at - 1)) >= 0)) {
      at--;
    }
    return at;
  }

  /// Where a text in quotes ends; the end of all text if it does not.
  private static int closing(String text, int opening) {
    char quote = text.charAt(opening);
    for (int at = opening + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        return at;
      }
      if (c == '\\' && quote != '`') {
        at++;
      }
    }
    return text.length() - 1;
  }
}

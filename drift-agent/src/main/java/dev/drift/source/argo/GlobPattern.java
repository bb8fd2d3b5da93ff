package dev.drift.source.argo;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The three kinds of globs that Argo CD takes.
final class GlobPattern {
  /// No path is that long; matching takes longer with each wildcard.
  private static final int LONGEST = 512;

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final Pattern regex;

  private GlobPattern(Pattern regex) {
    this.regex = regex;
  }

  /// Of `directory.include` and `exclude`, <https://github.com/gobwas/glob> without separators: `*`
  /// matches `/` too. One that is not valid matches nothing.
  static GlobPattern ofFiles(String glob) {
    return new GlobPattern(compile(glob, ".*", ".*", ".", '!', true));
  }

  /// As Go's `path.Match`: `*` ends at `/`, and there is no `**`.
  static GlobPattern ofPath(String glob) {
    return new GlobPattern(compile(glob, "[^/]*", "[^/]*", "[^/]", '^', false));
  }

  /// As <https://github.com/bmatcuk/doublestar>: `**` stands for any folders.
  static GlobPattern ofFolders(String glob) {
    return new GlobPattern(compile(glob, "[^/]*", "**", "[^/]", '^', true));
  }

  /// Whether the text is more than a path to Argo CD.
  static boolean isGlob(String text) {
    return text.contains("*") || text.contains("?") || text.contains("[");
  }

  boolean matches(String path) {
    return path.length() <= 4_096 && regex.matcher(path).matches();
  }

  /// @param star what `*` stands for
  /// @param stars what `**` stands for; `**` if it stands for folders
  private static Pattern compile(
      String glob, String star, String stars, String one, char not, boolean alternatives) {
    if (glob.length() > LONGEST) {
      return NOTHING;
    }
    StringBuilder regex = new StringBuilder();
    int open = 0;
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (c == '*') {
        int end = i;
        while (end < glob.length() && glob.charAt(end) == '*') {
          end++;
        }
        boolean folders =
            stars.equals("**") && end - i == 2 && (i == 0 || glob.charAt(i - 1) == '/');
        if (folders && end < glob.length() && glob.charAt(end) == '/') {
          regex.append("(?:[^/]+/)*+");
          i = end + 1;
          continue;
        }
        regex.append(end - i == 1 ? star : folders ? ".*" : stars.equals("**") ? star : stars);
        i = end;
        continue;
      }
      if (c == '\\' && i + 1 < glob.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
      } else if (c == '?') {
        regex.append(one);
      } else if (c == '[') {
        int end = glob.indexOf(']', i + 2);
        if (end < 0) {
          return NOTHING;
        }
        String inner = glob.substring(i + 1, end);
        boolean negated = inner.charAt(0) == not || inner.charAt(0) == '!';
        regex.append(negated ? "[^" : "[");
        regex.append(
            (negated ? inner.substring(1) : inner).replaceAll("[\\\\\\[\\]&^~]", "\\\\$0"));
        regex.append(']');
        i = end;
      } else if (alternatives && c == '{') {
        open++;
        regex.append("(?:");
      } else if (alternatives && c == '}' && open > 0) {
        open--;
        regex.append(')');
      } else if (alternatives && c == ',' && open > 0) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    try {
      return open == 0 ? Pattern.compile(regex.toString(), Pattern.DOTALL) : NOTHING;
    } catch (PatternSyntaxException e) {
      return NOTHING;
    }
  }
}

package dev.drift.source.fetch;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/// The tags of which a part matches a pattern, as source-controller filters them before it looks
/// for the highest one: <https://fluxcd.io/flux/components/source/ocirepositories/>.
final class TagFilter {
  private static final int LONGEST = 1_000;
  private static final int SHOWN = 100;

  private TagFilter() {}

  /// @param pattern as Go understands it
  static List<String> of(String pattern, List<String> tags) throws FetchFailure {
    if (pattern.length() > LONGEST) {
      throw new FetchFailure("the pattern for tags is longer than %,d letters".formatted(LONGEST));
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      return tags.stream().filter(it -> compiled.matcher(it).find()).toList();
    } catch (PatternSyntaxException e) {
      throw new FetchFailure(
          "%s is not a pattern for tags: %s".formatted(shown(pattern), e.getDescription()));
    }
  }

  /// For a sentence.
  static String shown(String pattern) {
    String line = pattern.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}

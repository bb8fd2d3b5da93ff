package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of branches of one shape: `{version}` stands for numbers with dots between, `*` for any
/// characters that people can see.
public final class BranchPattern {
  private static final String VERSION = "{version}";
  private static final Pattern FORM = Pattern.compile("[\\w./+*{}-]{1,100}");
  private static final int LONGEST_NAME = 200;
  private static final int MOST_STARS = 3;

  private final String text;
  private final Pattern pattern;

  /// @throws IllegalArgumentException if it is no pattern; the message ends a sentence that
  ///     begins with what it is
  public BranchPattern(String text) {
    this.text = requireNonNull(text, "text is null");
    String rest = text.replaceFirst(Pattern.quote(VERSION), "");
    if (!FORM.matcher(text).matches()
        || rest.matches(".*[{}].*")
        || text.chars().filter(c -> c == '*').count() > MOST_STARS) {
      throw new IllegalArgumentException(
          "is not a branch pattern such as release_v{version} or feature/*");
    }
    this.pattern =
        Pattern.compile(
            Pattern.quote(text)
                .replace(VERSION, "\\E(\\d{1,9}(?:\\.\\d{1,9}){0,9})\\Q")
                .replace("*", "\\E[^\\s\\p{C}]*\\Q"));
  }

  public boolean hasVersion() {
    return text.contains(VERSION);
  }

  boolean hasStar() {
    return text.indexOf('*') >= 0;
  }

  /// The version in a name that fits.
  Optional<BranchVersion> match(String name) {
    if (name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(name);
    return matcher.matches()
        ? Optional.of(hasVersion() ? BranchVersion.parse(matcher.group(1)) : BranchVersion.NONE)
        : Optional.empty();
  }

  /// The name that this pattern gives a branch of a version about a topic; empty if it has no room
  /// for the topic, or Git would not take the name.
  Optional<String> fill(BranchVersion version, String topic) {
    int last = text.lastIndexOf('*');
    if (last < 0 || (hasVersion() && version.equals(BranchVersion.NONE))) {
      return Optional.empty();
    }
    String name =
        text.substring(0, last).replace("*", "drift")
            + topic
            + text.substring(last + 1).replace("*", "drift");
    return Optional.of(name.replace(VERSION, version.toString()))
        .filter(BranchName::isValid)
        .filter(it -> match(it).isPresent());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BranchPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

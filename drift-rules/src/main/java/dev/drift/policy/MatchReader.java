package dev.drift.policy;

import dev.drift.model.Glob;
import dev.drift.model.value.PathPattern;
import dev.drift.policy.match.JqExpression;
import dev.drift.policy.match.Match;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the field `match`.
public final class MatchReader {
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*(\\.[a-z0-9.-]+)?");
  private static final Pattern WILDCARDS = Pattern.compile("[*.\\[\\]]*");

  private MatchReader() {}

  /// All of its criteria, and nothing else.
  public static Match read(CheckedMapping fields, PolicySource source) {
    Match match = criteria(fields, source);
    fields.done();
    if (!match.managers().isEmpty() && (match.kinds().isEmpty() || match.paths().isEmpty())) {
      fields.problem(
          "managers",
          "managers needs kinds and paths as well: a field manager is a name that"
              + " anyone may use; add both");
    }
    return match;
  }

  /// The criteria, among others that the caller reads.
  static Match criteria(CheckedMapping fields, PolicySource source) {
    return new Match(
        set(fields.texts("kinds", MatchReader::kind)),
        fields.texts("namespaces", MatchReader::glob),
        fields.texts("names", MatchReader::glob),
        fields.map("labels"),
        fields.texts("paths", MatchReader::pattern),
        fields.texts("jq", text -> jq(text, source)),
        set(fields.texts("managers", MatchReader::some)),
        set(fields.texts("keys", MatchReader::some)));
  }

  /// What a policy of the repository may hide at most: named kinds, and of these named resources or
  /// named paths.
  static void limit(Match match, CheckedMapping fields) {
    if (match.kinds().isEmpty()) {
      fields.problem("an ignore in the repository needs kinds; add them");
    }
    boolean names = !match.names().isEmpty() && match.names().stream().noneMatch(Glob::isAny);
    if (!names && match.paths().isEmpty()) {
      fields.problem(
          "an ignore in the repository needs names or paths, so that it cannot hide a whole"
              + " namespace; add names or paths");
    }
  }

  static PathPattern pattern(String text) {
    if (WILDCARDS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "does not name a field; write a path such as spec.replicas");
    }
    try {
      return PathPattern.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not a path pattern such as spec.template.spec.containers[*].resources", e);
    }
  }

  private static JqExpression jq(String text, PolicySource source) {
    return switch (source) {
      case AGENT -> JqExpression.parse(text);
      case REPOSITORY ->
          throw new IllegalArgumentException(
              "is a program, and Drift runs none from the repository; use paths, or move the ignore to"
                  + " the agent's own configuration");
    };
  }

  private static String kind(String text) {
    if (!KIND.matcher(text).matches()) {
      throw new IllegalArgumentException("is not a kind such as Deployment or StatefulSet.apps");
    }
    return text;
  }

  static Glob glob(String text) {
    return new Glob(some(text));
  }

  static String some(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    return text;
  }

  private static Set<String> set(List<String> texts) {
    return new HashSet<>(texts);
  }
}

package dev.drift.git;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Says that a revision is unknown, and which ones there are.
final class Revisions {
  private static final int MOST_NAMED = 5;

  private Revisions() {}

  /// @param names branches and tags of the repository, in short
  static DriftException unknown(String revision, String repo, Collection<String> names) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s has no branch, tag or commit %s; %s"
                .formatted(repo, Printable.of(revision), hint(revision, names))));
  }

  static DriftException empty(String repo) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s has no commit yet; commit the manifests, or name a branch with --revision."
                .formatted(repo)));
  }

  static DriftException ambiguous(String revision, String repo) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s has several commits that start with %s; give more of its digits."
                .formatted(repo, Printable.of(revision))));
  }

  static DriftException noCommit(String revision, String repo) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s of %s is no commit; name a branch, a tag or a commit."
                .formatted(Printable.of(revision), repo)));
  }

  private static String hint(String revision, Collection<String> names) {
    List<String> close =
        names.stream()
            .distinct()
            .filter(name -> isClose(revision, name))
            .sorted(Comparator.comparingInt((String name) -> distance(revision, name)))
            .limit(MOST_NAMED)
            .toList();
    if (!close.isEmpty()) {
      return "did you mean %s?".formatted(String.join(", ", close));
    }
    List<String> some = names.stream().distinct().sorted().limit(MOST_NAMED).toList();
    return some.isEmpty()
        ? "it has none at all."
        : "it has %s%s."
            .formatted(String.join(", ", some), names.size() > some.size() ? " and others" : "");
  }

  private static boolean isClose(String revision, String name) {
    String one = revision.toLowerCase(Locale.ROOT);
    String other = name.toLowerCase(Locale.ROOT);
    return distance(one, other) <= Math.max(2, one.length() / 4)
        || (one.length() > 3 && (other.contains(one) || one.contains(other)));
  }

  /// Levenshtein's, over the first 100 characters.
  private static int distance(String first, String second) {
    String one = first.substring(0, Math.min(100, first.length()));
    String other = second.substring(0, Math.min(100, second.length()));
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}

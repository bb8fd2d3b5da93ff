package dev.drift.git.repository;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.Spelling;
import java.util.Collection;
import java.util.List;

/// Reports that a revision is unknown, and which ones exist.
public final class UnknownRevision {
  private static final int MOST_NAMED = 5;

  private UnknownRevision() {}

  /// @param names branches and tags of the repository, in short
  public static DriftException unknown(String revision, String repo, Collection<String> names) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s has no branch, tag or commit %s; %s"
                .formatted(repo, SafeText.of(revision), hint(revision, names))));
  }

  public static DriftException empty(String repo) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s has no commits yet; commit the manifests, or pass a branch with --revision."
                .formatted(repo)));
  }

  public static DriftException ambiguous(String revision, String repo) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s has several commits that start with %s; use more digits."
                .formatted(repo, SafeText.of(revision))));
  }

  public static DriftException noCommit(String revision, String repo) {
    return new DriftException(
        Problem.of(
            Problem.Code.UNKNOWN_REVISION,
            "%s in %s is not a commit; pass a branch, a tag or a commit."
                .formatted(SafeText.of(revision), repo)));
  }

  private static String hint(String revision, Collection<String> names) {
    List<String> close = Spelling.closest(revision, names, MOST_NAMED);
    if (!close.isEmpty()) {
      return "did you mean %s?".formatted(String.join(", ", close));
    }
    List<String> some = names.stream().distinct().sorted().limit(MOST_NAMED).toList();
    return some.isEmpty()
        ? "it has no branches or tags."
        : "it has %s%s."
            .formatted(String.join(", ", some), names.size() > some.size() ? " and others" : "");
  }
}

package dev.drift.source.part;

import dev.drift.model.Problem;
import dev.drift.source.OtherRevisions;
import dev.drift.tree.SourceTree;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of the source that a deployer has applied.
public sealed interface AppliedTree {
  /// Flux writes `main@sha1:…`, and `main/…` before its version 2.
  Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{40}$");

  /// Nothing is known of what was applied, or a person wants to compare what is read.
  record AsRead() implements AppliedTree {}

  /// @param commit 12 to 40 hexadecimal digits; may be that which is read, then 40
  record At(String commit, SourceTree tree) implements AppliedTree {}

  /// @param why a sentence without its full stop
  record Unreadable(String why) implements AppliedTree {}

  /// @param deployer its name, such as `Flux`
  /// @param revision that it has applied, as it writes it
  static AppliedTree of(Reading reading, String deployer, Optional<String> revision) {
    return find(
        reading, deployer + " has applied the commit", revision.flatMap(AppliedTree::commit));
  }

  /// The files that a deployer has at hand, and may be applying.
  ///
  /// @param deployer its name, such as `Flux`
  /// @param revision that it has fetched, as it writes it
  static AppliedTree fetched(Reading reading, String deployer, Optional<String> revision) {
    return find(
        reading, deployer + " may be applying the commit", revision.flatMap(AppliedTree::commit));
  }

  /// @param commit that a deployer has applied: the first 12 hexadecimal digits or more
  /// @param deployer its name, such as `Flux`
  static AppliedTree at(Reading reading, String deployer, String commit) {
    return find(reading, deployer + " has applied the commit", Optional.of(commit));
  }

  /// @param clause the beginning of a sentence, before the commit
  private static AppliedTree find(Reading reading, String clause, Optional<String> commit) {
    Optional<OtherRevisions> revisions = reading.request().options().applied();
    Optional<String> here = reading.request().repository().commit();
    if (revisions.isEmpty() || here.isEmpty() || commit.isEmpty()) {
      return new AsRead();
    }
    if (here.get().startsWith(commit.get())) {
      return new At(here.get(), reading.tree());
    }
    return switch (revisions.get().at(commit.get())) {
      case OtherRevisions.Answer.Found(SourceTree tree) -> new At(commit.get(), tree);
      case OtherRevisions.Answer.Unknown(String why) ->
          new Unreadable(
              "%s %s, %s; to compare what is read instead, pass --at head"
                  .formatted(clause, shortened(commit.get()), why));
    };
  }

  /// The commit that a revision names: 40 hexadecimal digits.
  ///
  /// @param revision as a deployer writes it
  static Optional<String> commit(String revision) {
    return Optional.of(COMMIT.matcher(revision)).filter(Matcher::find).map(Matcher::group);
  }

  /// What to say if the cluster cannot be asked.
  ///
  /// @param why a sentence
  static Problem notKnown(String deployer, String why) {
    return Problem.of(
        Problem.Code.APPLIED_NOT_KNOWN,
        ("Which commits %s has applied is not known: %s What is read is compared, and what is on its"
                + " way would be reported as drift.")
            .formatted(deployer, why.endsWith(".") ? why : why + "."));
  }

  /// As Git shortens it for people.
  static String shortened(String commit) {
    return commit.substring(0, 12);
  }
}

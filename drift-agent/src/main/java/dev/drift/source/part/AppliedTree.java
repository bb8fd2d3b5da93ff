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

  /// @param commit 40 hexadecimal digits; may be that which is read
  record At(String commit, SourceTree tree) implements AppliedTree {}

  /// @param why a sentence without its full stop
  record Unreadable(String why) implements AppliedTree {}

  /// @param deployer its name, such as `Flux`
  /// @param revision that it has applied, as it writes it
  static AppliedTree of(Reading reading, String deployer, Optional<String> revision) {
    Optional<OtherRevisions> revisions = reading.request().options().applied();
    Optional<String> here = reading.request().repository().commit();
    Optional<String> commit =
        revision.map(COMMIT::matcher).filter(Matcher::find).map(Matcher::group);
    if (revisions.isEmpty() || here.isEmpty() || commit.isEmpty()) {
      return new AsRead();
    }
    if (commit.equals(here)) {
      return new At(commit.get(), reading.tree());
    }
    return switch (revisions.get().at(commit.get())) {
      case OtherRevisions.Answer.Found(SourceTree tree) -> new At(commit.get(), tree);
      case OtherRevisions.Answer.Unknown(String why) ->
          new Unreadable(
              "%s has applied the commit %s, %s; to compare what is read instead, pass --at head"
                  .formatted(deployer, shortened(commit.get()), why));
    };
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

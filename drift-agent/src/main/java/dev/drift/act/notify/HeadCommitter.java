package dev.drift.act.notify;

import static java.util.Objects.requireNonNull;

import dev.drift.act.commit.Authorship;
import dev.drift.config.HeadBranch;
import dev.drift.git.Publisher;
import dev.drift.git.publish.Line;
import dev.drift.git.publish.Pushed;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;

/// Commits heads of audit trails to a Git repository, where they prove later what the trails were.
public final class HeadCommitter {
  /// Of more than this, Git's history has the older ones.
  private static final int MOST_HEADS = 10_000;

  private final GitSettings git;
  private final Path folder;

  /// @param folder that relative files of the configuration are counted from
  public HeadCommitter(GitSettings git, Path folder) {
    this.git = requireNonNull(git, "git is null");
    this.folder = requireNonNull(folder, "folder is null");
  }

  /// Nothing is kept if it is not pushed: the next head proves all that this one would.
  ///
  /// @param seq the number of the record
  /// @param line as `drift audit head` prints it
  /// @param time of the commit
  public Pushed commit(HeadBranch to, String target, long seq, String line, Instant time) {
    Authorship author = Authorship.of(to.commits(), folder);
    try {
      return new Publisher(git, () -> {})
          .append(
              to.repo(),
              new Line(
                  to.branch(),
                  to.file(target),
                  line,
                  MOST_HEADS,
                  "Add record %d as the head of audit trail %s\n".formatted(seq, target),
                  author.identity(),
                  time,
                  author.signing()));
    } catch (DriftException e) {
      return new Pushed.Refused(
          e.problems().stream().map(Problem::message).collect(Collectors.joining(" ")));
    }
  }
}

package dev.drift.git.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.git.remote.GitSettings;
import dev.drift.git.remote.Remote;
import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.SafeText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Appends one line to a file: commits on top of the branch, pushes, and begins again if somebody
/// else was faster. What is in the file stays, byte for byte, but for the oldest lines.
public final class Appending {
  private static final int TRIES = 10;

  /// A file of more is not one that Drift has written.
  private static final long MOST_BYTES = 16L << 20;

  private final Clone clone;
  private final Line line;
  private final Landing landing;

  /// @param beforePush is called before each push
  public Appending(
      Repository repository,
      Remote remote,
      RepoUrl url,
      GitSettings settings,
      Line line,
      Runnable beforePush) {
    this.clone = new Clone(repository, remote, url, settings);
    this.line = line;
    this.landing = new Landing(clone, line.branch(), beforePush);
  }

  /// @throws IOException if the clone is broken, or a fetch breaks; nothing was pushed then
  /// @throws dev.drift.model.DriftException if the server is out of reach or refuses; then nothing
  ///     was pushed
  public Pushed append() throws IOException {
    try {
      FileStates.checkPaths(Set.of(line.path()));
      for (int tries = 0; tries < TRIES; tries++) {
        Optional<Pushed> pushed = tryOnce();
        if (pushed.isPresent()) {
          return pushed.get();
        }
      }
    } catch (Refusal e) {
      return new Pushed.Refused(e.sentence());
    }
    return new Pushed.Refused(
        "%s moved %d times while a commit was being pushed."
            .formatted(SafeText.of(line.branch()), TRIES));
  }

  /// Empty if the branch moved, so that it has to be looked at again.
  private Optional<Pushed> tryOnce() throws IOException, Refusal {
    Optional<ObjectId> seen =
        RemoteRefs.read(clone.remote(), clone.repository()).branch(line.branch());
    Optional<RevCommit> tip = Optional.empty();
    List<String> lines = List.of();
    if (seen.isPresent()) {
      tip = clone.branch(line.branch(), seen.get(), 1);
      if (tip.isEmpty()) {
        return Optional.empty();
      }
      lines = lines(tip.get());
    }
    if (tip.isPresent() && !lines.isEmpty() && lines.getLast().equals(line.text())) {
      return Optional.of(new Pushed.Unchanged(tip.get().name()));
    }
    ObjectId commit =
        new NewCommit(line.identity(), line.time(), line.signing())
            .insert(
                clone.repository(),
                tip.map(RevCommit::getTree),
                Map.of(line.path(), Optional.of(with(lines))),
                tip.stream().toList(),
                line.message());
    return landing.land(
        commit, tip.isEmpty(), Map.of(line.branch(), seen.orElse(ObjectId.zeroId())));
  }

  /// Of the file, one character for each byte; none if it does not exist.
  private List<String> lines(RevCommit tip) throws IOException, Refusal {
    try (ObjectReader reader = clone.repository().newObjectReader()) {
      FileStates.of(reader, tip.getTree(), Set.of(line.path())).check();
      try (TreeWalk file = TreeWalk.forPath(reader, line.path(), tip.getTree())) {
        if (file == null) {
          return List.of();
        }
        ObjectLoader content = reader.open(file.getObjectId(0), Constants.OBJ_BLOB);
        if (content.getSize() > MOST_BYTES) {
          throw new Refusal(
              "%s has more than 16 MiB; move it away.".formatted(SafeText.of(line.path())));
        }
        String text = new String(content.getBytes(), ISO_8859_1);
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
      }
    }
  }

  private byte[] with(List<String> lines) {
    String text = new String(line.text().getBytes(UTF_8), ISO_8859_1);
    return Stream.concat(
            lines.stream().skip(Math.max(0, lines.size() - line.most() + 1L)), Stream.of(text))
        .map(it -> it + "\n")
        .collect(Collectors.joining())
        .getBytes(ISO_8859_1);
  }
}
